// nlp.js as it comes, trained on the pack's own example questions: which topic, and so which clause.
// stdin: {topics: [{id, clause, examples}], questions: [text]}; stdout: {found: [label or null], microseconds}
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const require = createRequire(import.meta.url);
const { containerBootstrap } = require('@nlpjs/core');
const { Nlp } = require('@nlpjs/nlp');
const { LangZh } = require('@nlpjs/lang-zh');
const { NluNeural } = require('@nlpjs/nlu');

const { topics, questions } = JSON.parse(await text(process.stdin));
const print = console.log;
console.log = console.info = console.debug = () => {}; // it reports each training epoch

const container = await containerBootstrap();
for (const plugin of [Nlp, LangZh, NluNeural]) container.use(plugin);
const nlp = container.get('nlp');
Object.assign(nlp.settings, { autoSave: false, threshold: 0, log: false });
nlp.addLanguage('zh');
for (const topic of topics) for (const example of topic.examples) nlp.addDocument('zh', example, topic.id);
await nlp.train();

const clauseOf = new Map(topics.map(t => [t.id, t.clause]));
const found = [];
const start = process.hrtime.bigint();
for (const q of questions) found.push(clauseOf.get((await nlp.process('zh', q)).intent) ?? null);
const microseconds = Number(process.hrtime.bigint() - start) / 1000 / questions.length;
print(JSON.stringify({ found, microseconds }));
