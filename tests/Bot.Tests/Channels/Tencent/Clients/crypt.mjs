// What two independent implementations make of messages: JSON lines in, JSON lines out.
//   {"do":"encrypt","with":"wechat-crypto"|"@wecom/crypto","token","key","id","message"} -> {"cipher"}
//   {"do":"decrypt",...,"cipher"} -> {"message","id"}   {"do":"sign",...,"timestamp","nonce","cipher"} -> {"signature"}
import { createRequire } from 'node:module';
import readline from 'node:readline';
process.removeAllListeners('warning');
process.on('warning', () => {});
const require = createRequire(import.meta.url);
const WXBizMsgCrypt = require('wechat-crypto');
const wecom = require('@wecom/crypto');
const implementations = {
  'wechat-crypto': a => {
    const crypt = new WXBizMsgCrypt(a.token, a.key, a.id);
    return { encrypt: () => ({ cipher: crypt.encrypt(a.message) }), decrypt: () => { const d = crypt.decrypt(a.cipher); return { message: d.message, id: d.id }; }, sign: () => ({ signature: crypt.getSignature(a.timestamp, a.nonce, a.cipher) }) };
  },
  '@wecom/crypto': a => ({
    encrypt: () => ({ cipher: wecom.encrypt(a.key, a.message, a.id) }),
    decrypt: () => { const d = wecom.decrypt(a.key, a.cipher); return { message: d.message, id: d.id }; },
    sign: () => ({ signature: wecom.getSignature(a.token, a.timestamp, a.nonce, a.cipher) }),
  }),
};
for await (const line of readline.createInterface({ input: process.stdin })) {
  const a = JSON.parse(line);
  console.log(JSON.stringify(implementations[a.with](a)[a.do]()));
}
