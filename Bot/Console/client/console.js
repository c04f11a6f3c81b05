// Starts the pages of the console: the components first, then the connection.
import { afterWebStarted, beforeWebStart } from 'fluentui';

beforeWebStart({});
Blazor.start({
  circuit: {
    reconnectionOptions: { maxRetries: 60, retryIntervalMilliseconds: attempt => Math.min(500 * (attempt + 1), 5000) },
  },
}).then(() => afterWebStarted(Blazor));

document.getElementById('reload').addEventListener('click', () => location.reload());

// What was typed while the connection was away did not get through: once it is back, every field says again what it holds.
document.getElementById('components-reconnect-modal').addEventListener('components-reconnect-state-changed', change => {
  if (change.detail?.state !== 'hide') return;
  for (const field of document.querySelectorAll('main input, main textarea, main select')) {
    if (field.type === 'file' || (field.type === 'radio' && !field.checked)) continue;
    field.dispatchEvent(new Event(field.matches('.field *') ? 'input' : 'change', { bubbles: true }));
  }
});

// Files are made on the server and handed to the browser by save: no address is open for them.
window.hrConsole = {
  async save(name, stream) {
    const url = URL.createObjectURL(new Blob([await stream.arrayBuffer()]));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  },
  insert(id, text) {
    const field = document.getElementById(id);
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  },
};

// What was typed and not sent when a session ended is put back once the same person has signed in again. Kept in this tab alone; a password never is.
const keptAs = 'console-typed';
const typed = new Map();
let leaving = false;
const fields = () => [...document.querySelectorAll('main textarea, main input')].filter(f => f.matches('textarea, [type=text]'));
const nameOf = field => field.id || field.closest('.field')?.querySelector('.label')?.textContent || '';
const person = () => document.querySelector('.bar .me')?.firstChild?.textContent.trim();
addEventListener('input', e => { if (fields().includes(e.target) && nameOf(e.target)) typed.set(nameOf(e.target), e.target.value); });
// What was sent or closed is not there any more.
setInterval(() => {
  const there = new Map(fields().map(f => [nameOf(f), f.value]));
  for (const name of typed.keys()) there.get(name) ? typed.set(name, there.get(name)) : typed.delete(name);
  if (person()) typedBy = person();
}, 2000);
let typedBy;
addEventListener('click', e => { if (e.target.closest?.('a[href="sign-out"]')) leaving = true; });
addEventListener('pagehide', () => {
  if (typed.size > 0 && !leaving) sessionStorage.setItem(keptAs, JSON.stringify({ path: location.pathname, by: person() ?? typedBy, typed: [...typed] }));
});
const kept = JSON.parse(sessionStorage.getItem(keptAs) ?? 'null');
sessionStorage.removeItem(keptAs);
if (kept?.path === location.pathname && /\/console\/(sign-in|enter)/.test(document.referrer)) {
  const left = new Map(kept.typed);
  // A field may be in a form that is opened later.
  const back = setInterval(() => {
    if (location.pathname !== kept.path || left.size === 0 || (person() && person() !== kept.by)) return clearInterval(back);
    if (!person()) return;
    for (const field of fields().filter(f => left.has(nameOf(f)))) {
      if (field.value === '') {
        field.value = left.get(nameOf(field));
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }
      left.delete(nameOf(field));
    }
  }, 300);
}
