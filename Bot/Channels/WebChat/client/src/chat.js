// The page at "/": opens the conversation, loads Web Chat behind the greeting that is already shown, and keeps the two connected.
import { Connection } from './connection.js';
import { hostConfig, styleOptions, strings } from './look.js';
import { onMenu } from './menu.js';
import { Receipt } from './receipt.js';
import { shown } from './shown.js';

const page = document.body.dataset;
const receipt = new Receipt(document.getElementById('receipt'), document.getElementById('print'));
const waiting = [];
let store;

/** Says something as if the person had typed it; before the chat is open it waits. */
function say(text) {
  if (document.body.classList.contains('open')) store.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { method: 'keyboard', text } });
  else {
    waiting.push(text);
    document.querySelectorAll('.shell button').forEach(b => { b.disabled = b.dataset.say !== text; });
  }
}

function loadWebChat() {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = page.webchat;
    script.onload = () => resolve(window.WebChat);
    script.onerror = () => reject(new Error('webchat'));
    document.head.append(script);
  });
}

function createStore(webChat) {
  return webChat.createStore({}, ({ dispatch }) => next => action => {
    if (action.type === 'DIRECT_LINE/INCOMING_ACTIVITY') {
      const { activity } = action.payload;
      receipt.see(activity);
      return next({ ...action, payload: { ...action.payload, activity: shown(activity) } });
    }
    if (action.type === 'DIRECT_LINE/POST_ACTIVITY') {
      const { activity } = action.payload;
      if (activity.value?.print) return receipt.open(activity.value.print);
      if (activity.name === 'webchat:activity-status/feedback') return next({ ...action, payload: { ...action.payload, activity: quietly(activity) } });
      // What a card's button says is shown as what the person said.
      if (activity.value?.say && !activity.text) {
        const { postBack, ...channelData } = activity.channelData ?? {};
        return next({ ...action, payload: { ...action.payload, activity: { ...activity, channelData, text: activity.value.say, textFormat: 'plain' } } });
      }
    }
    if (action.type === 'DIRECT_LINE/CONNECT_FULFILLED') {
      const result = next(action);
      opened(dispatch);
      return result;
    }
    return next(action);
  });
}

/** 有用 or 没用, pressed: said to the bot, and not shown as a message. */
function quietly(activity) {
  return { type: 'message', channelData: { ...activity.channelData, postBack: true }, value: { say: activity.entities[0]['@id'] } };
}

function opened(dispatch) {
  document.getElementById('shell')?.remove();
  document.body.classList.add('open');
  for (const text of waiting.splice(0)) dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { method: 'keyboard', text } });
}

async function start() {
  const connection = new Connection(document.getElementById('state'));
  const [webChat] = await Promise.all([loadWebChat(), connection.token()]);
  let directLine = connection.open(webChat, fresh => { directLine = fresh; render(); });
  store = createStore(webChat);
  const root = document.createElement('div');
  root.id = 'webchat';
  document.getElementById('chat').append(root);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const render = () => webChat.renderWebChat({
    directLine,
    store,
    locale: 'zh-CN',
    nonce: page.nonce,
    styleOptions: styleOptions(dark.matches),
    adaptiveCardsHostConfig: hostConfig(dark.matches),
    overrideLocalizedStrings: strings,
  }, root);
  dark.addEventListener('change', render);
  render();
}

document.addEventListener('click', event => {
  const button = event.target.closest('[data-say]');
  if (button) say(button.dataset.say);
});
onMenu(document.getElementById('more'), document.getElementById('menu'));
start().catch(() => {
  const state = document.getElementById('state');
  state.hidden = false;
  state.innerHTML = '对话没有打开，可能是网络不好。<button type="button">再试一次</button>';
  state.querySelector('button').onclick = () => location.reload();
  document.querySelector('.loading')?.remove();
});
