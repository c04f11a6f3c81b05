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
