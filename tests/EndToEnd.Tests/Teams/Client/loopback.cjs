// Loaded before the playground: whoever listens on all addresses without saying so listens on this machine only.
const net = require('net');
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...args) {
  const [first, second] = args;
  if (first && typeof first === 'object' && first.port !== undefined && !first.path) args[0] = { ...first, host: '127.0.0.1' };
  else if (/^\d+$/.test(String(first)) && typeof second !== 'string') args.splice(0, 1, first, '127.0.0.1');
  return listen.apply(this, args);
};
