// Reads an Adaptive Card on stdin and prints what npm adaptivecards finds wrong with it: node card.mjs < card.json
import { createRequire } from 'node:module';
const { AdaptiveCard, SerializationContext, Versions } = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');

let text = '';
for await (const chunk of process.stdin) text += chunk;
const context = new SerializationContext(Versions.v1_5);
const card = new AdaptiveCard();
card.parse(JSON.parse(text), context);
const problems = [...Array(context.eventCount).keys()].map(i => context.getEventAt(i).message);
problems.push(...card.validateProperties().validationEvents.map(e => e.message));
const inputs = [];
const walk = item => { inputs.push(item.getJsonTypeName()); for (let i = 0; i < (item.getItemCount?.() ?? 0); i++) walk(item.getItemAt(i)); };
walk(card);
console.log(JSON.stringify({ problems, elements: inputs.length }));
