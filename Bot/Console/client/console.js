// Starts the pages of the console: the components first, then the connection.
import { afterWebStarted, beforeWebStart } from 'fluentui';

beforeWebStart({});
Blazor.start({
  circuit: {
    reconnectionOptions: { maxRetries: 60, retryIntervalMilliseconds: attempt => Math.min(500 * (attempt + 1), 5000) },
  },
}).then(() => afterWebStarted(Blazor));

document.getElementById('reload').addEventListener('click', () => location.reload());

// Files are made on the server and handed to the browser here: no address is open for them.
window.hrConsole = {
  async save(name, stream) {
    const url = URL.createObjectURL(new Blob([await stream.arrayBuffer()]));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  },
};
