// Talks to a Direct Line server as botframework-directlinejs does in a browser: node chat.mjs DOMAIN TOKEN poll|ws|drop TEXT…
// Prints {statuses, activities:[{id, text, role}], posted:[id], duplicates}. With drop the socket is cut after the first text.
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const WebSocket = require('ws');
let socket;
globalThis.XMLHttpRequest = require('xhr2');
globalThis.WebSocket = class extends WebSocket { constructor(url, protocols) { super(url, protocols); socket = this; } };
const { DirectLine, ConnectionStatus } = require('botframework-directlinejs');

const [domain, token, mode, ...texts] = process.argv.slice(2);
const line = new DirectLine({ domain, token, webSocket: mode !== 'poll', pollingInterval: 200 });
const out = { statuses: [], activities: [], posted: [], duplicates: 0 };
const seen = new Set();
line.connectionStatus$.subscribe(status => out.statuses.push(ConnectionStatus[status]));
line.activity$.subscribe(activity => {
  if (activity.type === 'typing') return; // only a slow machine shows it
  if (seen.has(activity.id)) out.duplicates++;
  seen.add(activity.id);
  out.activities.push({ id: activity.id, text: activity.text, role: activity.from?.role, client: activity.channelData?.clientActivityID });
});

await until(() => out.activities.length >= 1);
for (const [i, text] of texts.entries()) {
  const before = out.activities.length;
  if (mode === 'drop' && i === 1) socket.terminate();
  const id = await new Promise((resolve, reject) => line.postActivity({ type: 'message', from: { id: 'me' }, text, channelData: { clientActivityID: `c${i}` } }).subscribe(resolve, reject));
  out.posted.push(id);
  await until(() => out.activities.length >= before + 2);
}
line.end();
console.log(JSON.stringify(out));
process.exit(0);

async function until(done) {
  for (const start = Date.now(); !done();) {
    if (Date.now() - start > 25_000) { console.log(JSON.stringify(out)); process.exit(1); }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
