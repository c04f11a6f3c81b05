// A menu that opens and closes as screen readers and keyboards expect.
export function onMenu(button, menu) {
  const items = () => [...menu.querySelectorAll('[role=menuitem]:not([hidden])')];
  const open = yes => {
    menu.hidden = !yes;
    button.setAttribute('aria-expanded', String(yes));
    if (yes) items()[0]?.focus();
  };
  button.addEventListener('click', event => { event.stopPropagation(); open(menu.hidden); });
  document.addEventListener('click', () => open(false));
  menu.addEventListener('keydown', event => {
    const all = items();
    const at = all.indexOf(document.activeElement);
    if (event.key === 'Escape') { open(false); button.focus(); }
    else if (event.key === 'ArrowDown') all[(at + 1) % all.length].focus();
    else if (event.key === 'ArrowUp') all[(at + all.length - 1) % all.length].focus();
    else return;
    event.preventDefault();
  });
}
