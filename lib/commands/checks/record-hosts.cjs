// Loaded into a process that is watched (watch-hosts.ts): writes down every host that it asks, but for this machine.
const dns = require('node:dns');
const { appendFileSync } = require('node:fs');
const net = require('node:net');

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+|0\.0\.0\.0|::)$/;

function record(host) {
  if (typeof host === 'string' && host !== '' && !LOOPBACK.test(host)) {
    appendFileSync(process.env.RECORD_HOSTS_IN, `${host}\n`);
  }
}

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  // Node hands on either what it was given or its own list [options, callback].
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === 'object') record(first?.host);
  else if (typeof first === 'number') record(args[1]);
  return connect.apply(this, args);
};

for (const asker of [dns, dns.promises]) {
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
    const ask = asker[name];
    asker[name] = function (host, ...rest) {
      record(host);
      return ask.call(this, host, ...rest);
    };
  }
}
