// The outcome on paper: what was told, what follows, by which clauses, and as of when. Made here from what the outcome's activity carries.
const STATUS = { met: '符合', unmet: '不符合', pending: '还差一步', review: '待核实', unknown: '还不清楚' };

export class Receipt {
  #root;
  #button;
  #opener;
  #latest;
  #seen = new Map();

  constructor(root, button) {
    this.#root = root;
    this.#button = button;
    button.addEventListener('click', () => this.open(this.#latest));
    root.addEventListener('keydown', event => { if (event.key === 'Escape') this.close(); });
  }

  see(activity) {
    const { receipt, selfCheck } = activity.channelData ?? {};
    if (!receipt || !selfCheck) return;
    this.#seen.set(activity.id, { receipt, selfCheck });
    this.#latest = activity.id;
    this.#button.hidden = false;
  }

  open(id) {
    const outcome = this.#seen.get(id) ?? this.#seen.get(this.#latest);
    if (!outcome) return;
    this.#opener = document.activeElement;
    this.#root.replaceChildren(...this.#sheet(outcome));
    this.#root.setAttribute('aria-hidden', 'false');
    document.body.classList.add('receipt-open');
    this.#root.querySelector('button').focus();
  }

  close() {
    this.#root.setAttribute('aria-hidden', 'true');
    document.body.classList.remove('receipt-open');
    // Opened from the menu, which has closed since: what opens the menu.
    (this.#opener?.offsetParent ? this.#opener : document.getElementById('more')).focus();
  }

  #sheet({ receipt, selfCheck }) {
    const bar = el('div', { class: 'receipt-bar' },
      button('打印或存为 PDF', () => window.print(), 'primary'),
      button('关闭', () => this.close(), ''));
    const names = new Map(receipt.criteria.map(c => [c.id, c.name]));
    const sheet = el('article', { class: 'receipt-sheet', role: 'document' },
      el('p', { class: 'kicker' }, `${receipt.of ? `${receipt.of}的` : ''}自查结果（初步自查，以审核为准）`),
      el('h2', {}, receipt.headline),
      el('p', { class: 'basis' }, `依据：${receipt.notice}`),
      section('提供的情况', el('dl', {}, ...receipt.understood.flatMap(f => [el('dt', {}, f.label), el('dd', {}, f.value)]))),
      section('逐项结果', el('table', {}, el('tbody', {}, ...selfCheck.criteria.filter(c => STATUS[c.status]).map(c =>
        el('tr', {}, el('th', { scope: 'row' }, names.get(c.id) ?? c.id), el('td', { class: `s-${c.status}` }, STATUS[c.status]), el('td', {}, c.reason, el('small', {}, clauses(c.citations)))))))),
      section('材料清单', el('ul', { class: 'papers' }, ...selfCheck.materials.map(m =>
        el('li', { class: receipt.done.includes(m.id) ? 'done' : '' }, el('b', {}, m.name), m.status === 'required' ? '' : '（有则上传）', el('small', {}, [[m.where, m.note].filter(Boolean).join('；'), clauses(m.citations)].filter(Boolean).join('　')))))),
      section('时间', el('ul', {}, ...selfCheck.deadlines.map(d => el('li', {}, el('b', {}, d.name), `：${d.opens ? `${day(d.opens)}至` : '截至'}${day(d.closes)}${d.derived ? '，推算' : ''}`)))),
      section('提示', el('ul', {}, ...receipt.tips.map(t => el('li', {}, t)))),
      el('footer', {}, el('p', {}, `自查日期：${day(selfCheck.asOf)}　生成时间：${receipt.printed.slice(0, 16).replace('T', ' ')}　通知版本：${receipt.version}`), el('p', {}, `咨询：${receipt.contact}　${location.origin}`)));
    return [bar, sheet];
  }
}

function section(title, content) {
  return content.childElementCount ? el('section', {}, el('h3', {}, title), content) : '';
}

// A day without a clock: the same weekday wherever the browser is.
function day(iso) {
  const [year, month, date] = iso.split('-').map(Number);
  return `${year}年${month}月${date}日（周${'日一二三四五六'[new Date(Date.UTC(year, month - 1, date)).getUTCDay()]}）`;
}

function clauses(citations) {
  const labels = [...new Set(citations.map(c => c.clause))];
  return labels.length ? `依据：${labels.join('、')}` : '';
}

function button(text, onclick, kind) {
  const made = el('button', { type: 'button', class: kind }, text);
  made.onclick = onclick;
  return made;
}

function el(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
