using System.ComponentModel.DataAnnotations;

namespace Bot.Generation;

internal sealed class GenerationOptions
{
    public const string Section = "Generation";

    /// <summary>The base address of an OpenAI-compatible service, up to and with its version (…/v1). Default empty: no model is asked.</summary>
    [EndpointAddress(ErrorMessage = "empty, or an http(s) address such as https://host/v1")]
    public string Endpoint { get; set; } = "";

    /// <summary>The model's name as the service knows it. Needed with an endpoint.</summary>
    public string Model { get; set; } = "";

    /// <summary>Default empty: for services that ask for none.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>How long an answer waits for the model in all. Default 3.5, from 0.2 to 30.</summary>
    [Range(0.2, 30.0, ErrorMessage = "seconds from 0.2 to 30")]
    public double TimeoutSeconds { get; set; } = 3.5;

    /// <summary>Calls a day (Beijing) of all replicas together; after that the pack's answers are sent. Default 2000, from 1.</summary>
    [Range(1, 10_000_000, ErrorMessage = "a whole number from 1 to 10000000")]
    public int CallsPerDay { get; set; } = 2_000;

    public bool IsOn => Endpoint.Length > 0;
}

internal sealed class EndpointAddressAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is "" || (value is string text && Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps));
}
