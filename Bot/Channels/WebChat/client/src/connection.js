// Keeps the conversation open: fetches tokens, remembers the last one for the next visit, comes back after a long sleep, and says so when it cannot.
const KEY = 'webchat.token';
const WORDS = {
  connecting: '正在连接…',
  offline: '您的网络断开了，恢复后会自动接上。',
  lost: '连接断了，正在重新接上…',
  busy: '服务暂时没有响应，正在重试…',
  failed: '连接不上服务。',
};

export class Connection {
  #state;
  #token;
  #directLine;
  #timer;
  #wasOpen = false;
  #reopened;

  constructor(state) {
    this.#state = state;
    addEventListener('offline', () => this.#say(WORDS.offline));
    addEventListener('online', () => this.#say(''));
  }

  /** A token for the conversation of last time, or for a new one. Waits until the service answers. */
  async token() {
    let old = this.#token ?? read();
    for (let pause = 1000; ; pause = Math.min(pause * 2, 15000)) {
      try {
        const response = await fetch('/webchat/token', { method: 'POST', headers: { 'Content-Type': 'application/json', ...(old ? { Authorization: `Bearer ${old}` } : {}) }, body: '{}' });
        if (response.ok) {
          this.#token = (await response.json()).token;
          write(this.#token);
          this.#say('');
          return this.#token;
        }
        // Not one of the service's any more: begin anew.
        if (response.status === 403 && old) { old = undefined; write(''); continue; }
      } catch { /* No network. */ }
      this.#say(navigator.onLine ? WORDS.busy : WORDS.offline);
      await new Promise(resolve => setTimeout(resolve, pause));
    }
  }

  /**
   * @param reopened gets another connection when this one could not be opened at first: the store may be away while the service itself answers.
   */
  open(webChat, reopened) {
    this.#reopened = async () => { await this.token(); reopened(this.open(webChat, reopened)); };
    this.#directLine = webChat.createDirectLine({ domain: new URL('/v3/directline', location.href).href, token: this.#token });
    this.#directLine.connectionStatus$.subscribe(status => this.#changed(status));
    return this.#directLine;
  }

  // 0 uninitialised, 1 connecting, 2 online, 3 token expired, 4 failed for good, 5 ended
  #changed(status) {
    clearTimeout(this.#timer);
    if (status === 2) { this.#wasOpen = true; return this.#say(''); }
    if (status === 1) this.#timer = setTimeout(() => this.#say(navigator.onLine ? WORDS.lost : WORDS.offline), 2500);
    if (status === 3) this.#renew();
    if (status === 5) this.#say(WORDS.failed, true);
    if (status === 4) this.#failed();
  }

  async #failed() {
    this.#say(this.#wasOpen ? WORDS.failed : WORDS.busy, this.#wasOpen);
    await ready();
    if (!this.#wasOpen) return this.#reopened();
    // What is being typed would be lost: the button is there for when it has been copied.
    if (!document.querySelector('[data-id=webchat-sendbox-input]')?.value) location.reload();
  }

  async #renew() {
    const token = await this.token();
    const { conversationId, watermark = '' } = this.#directLine;
    const url = new URL(`/v3/directline/conversations/${conversationId}?watermark=${watermark}`, location.href);
    const response = await fetch(url, { headers: { Authorization: `Bearer ${token}` } });
    if (response.ok) this.#directLine.reconnect(await response.json());
    else this.#say(WORDS.failed, true);
  }

  #say(text, retry = false) {
    this.#state.textContent = text;
    this.#state.hidden = !text;
    if (!retry) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = '重新连接';
    button.onclick = () => location.reload();
    this.#state.append(button);
  }
}

/** Waits until the service says that it has all it needs. */
async function ready() {
  for (let pause = 1000; ; pause = Math.min(pause * 2, 15000)) {
    await new Promise(resolve => setTimeout(resolve, pause));
    if (await fetch('/readyz').then(response => response.ok, () => false)) return;
  }
}

// Some browsers forbid storage; the cookie then does alone.
function read() { try { return localStorage.getItem(KEY) || undefined; } catch { return undefined; } }
function write(token) { try { localStorage.setItem(KEY, token); } catch { /* as above */ } }
