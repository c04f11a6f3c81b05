// The notice's page: prints, and marks in the table of contents what is being read.
document.getElementById('print')?.addEventListener('click', () => window.print());
// What is folded would not be printed.
addEventListener('beforeprint', () => document.querySelectorAll('.note details').forEach(d => { d.open = true; }));
const contents = document.querySelector('.toc details');
const wide = matchMedia('(min-width: 1000px)');
const fold = () => { if (contents) contents.open = wide.matches; };
wide.addEventListener('change', fold);
fold();
contents?.addEventListener('click', event => { if (event.target.closest('a') && !wide.matches) contents.open = false; });

const links = new Map([...document.querySelectorAll('.toc a')].map(a => [decodeURIComponent(a.hash.slice(1)), a]));
const visible = new Set();
const observer = new IntersectionObserver(entries => {
  for (const { target, isIntersecting } of entries) isIntersecting ? visible.add(target) : visible.delete(target);
  const first = [...document.querySelectorAll('.clause')].find(c => visible.has(c));
  for (const [id, link] of links) id === first?.id ? link.setAttribute('aria-current', 'location') : link.removeAttribute('aria-current');
}, { rootMargin: '-10% 0px -60% 0px' });
document.querySelectorAll('.clause').forEach(c => observer.observe(c));
addEventListener('hashchange', () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.focus({ preventScroll: true }));
