// An activity as this page shows it: addresses and phone numbers become links, and the clauses that an answer rests on stand under it.
const LINK = /(https?:\/\/[\w\-.~:/?#@!$&*+;=%]*[\w/]|www\.[\w\-.~:/?#@!$&*+;=%]*[\w/])|\b0\d{2,3}-\d{7,8}\b/g;

export function shown(activity) {
  if (activity.from?.role !== 'bot' || activity.type !== 'message') return activity;
  const card = activity.attachments?.find(a => a.contentType === 'application/vnd.microsoft.card.adaptive');
  // A card that has nothing to read goes under the text.
  if (card?.content.body?.length) return { ...activity, channelData: { ...activity.channelData, ...read(activity) }, text: undefined, entities: undefined, attachments: [{ ...card, content: withPrint(withOrigin(card.content), activity) }] };
  const citations = activity.entities?.flatMap(e => e.citation ?? []).map(c => c.appearance) ?? [];
  const attachments = card ? [{ ...card, content: withOrigin(card.content) }] : activity.attachments;
  return { ...activity, attachments, entities: rateable(activity.channelData?.rating), textFormat: 'markdown', text: markdown(activity.text ?? '') + sources(citations) };
}

// What a screen reader says when a card comes: how its text begins. Web Chat says "1 attachment" else.
function read(activity) {
  return activity.text ? { 'webchat:fallback-text': activity.text.split('\n\n')[0] } : {};
}

// Web Chat draws a quiet pair of buttons for these; what they say travels as the id.
function rateable(rating) {
  if (!rating) return undefined;
  const action = (type, says) => ({ '@type': type, '@id': says, actionStatus: 'PotentialActionStatus' });
  return [{ type: 'https://schema.org/Message', '@type': 'Message', '@context': 'https://schema.org', '@id': '', potentialAction: [action('LikeAction', rating.useful), action('DislikeAction', rating.useless)] }];
}

function markdown(text) {
  let out = '';
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const [found, address] = match;
    const target = address ? (address.startsWith('http') ? address : `https://${address}`) : `tel:${found.replace('-', '')}`;
    out += escape(text.slice(end, match.index)) + `[${escape(found)}](${target})`;
    end = match.index + found.length;
  }
  return out + escape(text.slice(end));
}

// Every ASCII sign that could mean something in Markdown is taken literally; line breaks are kept.
function escape(text) {
  return text.replace(/[!-/:-@[-`{-~]/g, '\\$&').replace(/\n+/g, breaks => (breaks.length > 1 ? '\n\n' : '  \n'));
}

function sources(citations) {
  const links = new Map(citations.map(c => [c.name, new URL(c.url, location.href).href]));
  return links.size ? `\n\n依据：${[...links].map(([name, url]) => `[${escape(name)}](${url})`).join(' ')}` : '';
}

// Web Chat opens whole addresses only.
function withOrigin(card) {
  return JSON.parse(JSON.stringify(card).replaceAll('](/', `](${location.origin}/`).replaceAll('"url":"/', `"url":"${location.origin}/`));
}

function withPrint(card, activity) {
  if (!activity.channelData?.receipt) return card;
  return { ...card, actions: [{ type: 'Action.Submit', title: '打印或保存结果', data: { print: activity.id } }, ...(card.actions ?? [])] };
}
