using Bot.Delivery;
using Bot.Hosting;
using BroadcastHost;
using Microsoft.Extensions.DependencyInjection;

// The whole bot as operators run it, with the loopback channel in it and the orders that a test gives it.
return await Launcher.RunAsync(args, Build, Console.Out, Console.Error);

static Microsoft.AspNetCore.Builder.WebApplication Build(string[] args)
{
    var time = new LateTime();
    var app = Bot.Program.Build(args, services => services.AddSingleton<IDeliveryChannel, LoopbackChannel>().AddSingleton(time).AddSingleton<TimeProvider>(time));
    Orders.Map(app);
    return app;
}
