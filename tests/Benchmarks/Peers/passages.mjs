// Character-bigram BM25 over the clauses of the notice (minisearch): the simplest search that works on Chinese.
// stdin: {clauses: [{label, text}], questions: [text]}; stdout: {found: [label or null], microseconds}
import MiniSearch from 'minisearch';
import { text } from 'node:stream/consumers';

const { clauses, questions } = JSON.parse(await text(process.stdin));

function bigrams(s) {
  const words = String(s).normalize('NFKC').toLowerCase().match(/[\u3400-\u9fff]+|[a-z0-9]+/g) ?? [];
  return words.flatMap(w => /[a-z0-9]/.test(w) || w.length === 1 ? [w] : Array.from({ length: w.length - 1 }, (_, i) => w.slice(i, i + 2)));
}

const index = new MiniSearch({
  fields: ['text'], idField: 'label', tokenize: bigrams, processTerm: t => t,
  searchOptions: { bm25: { k: 1.2, b: 0.7, d: 0.5 }, combineWith: 'OR', prefix: false, fuzzy: false },
});
index.addAll(clauses);

const start = process.hrtime.bigint();
const found = questions.map(q => index.search(q)[0]?.id ?? null);
const microseconds = Number(process.hrtime.bigint() - start) / 1000 / questions.length;
console.log(JSON.stringify({ found, microseconds }));
