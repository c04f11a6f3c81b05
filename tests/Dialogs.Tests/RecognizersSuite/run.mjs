// Reads lines {"text","ref","kind"} and writes for each the list of all that the suite finds of that kind, in the notation of the phrase files.
import { createInterface } from 'node:readline';
import suite from '@microsoft/recognizers-text-suite';

const zh = suite.Culture.Chinese;

function days(text, ref) {
  const [year, month, day] = ref.split('-').map(Number);
  return suite.recognizeDateTime(text, zh, undefined, new Date(year, month - 1, day)).flatMap((r) => r.resolution?.values ?? []);
}

function dates(text, ref) {
  return days(text, ref).filter((v) => v.type.startsWith('date')).flatMap((v) => {
    const start = v.value ?? v.start ?? '';
    const resolved = v.timex.startsWith('XXXX') ? [start, start.slice(0, 7)] : [];
    return [v.timex, ...resolved];
  });
}

function length(timex) {
  const parts = [...timex.matchAll(/([\d.]+)([YMWD])/g)].map(([, count, unit]) => [Number(count), unit]);
  const months = parts.reduce((sum, [count, unit]) => sum + (unit === 'Y' ? count * 12 : unit === 'M' ? count : 0), 0);
  const rest = parts.reduce((sum, [count, unit]) => sum + (unit === 'W' ? count * 7 : unit === 'D' ? count : 0), 0);
  return months > 0 ? String(months) : 'd' + rest;
}

const kinds = {
  date: dates,
  duration: (text, ref) => days(text, ref).filter((v) => v.type === 'duration').map((v) => length(v.timex)),
  number: (text) => [...suite.recognizeNumber(text, zh), ...suite.recognizeOrdinal(text, zh), ...suite.recognizePercentage(text, zh)]
    .map((r) => String(r.resolution?.value ?? '').replace('%', '')),
  amount: (text) => [...suite.recognizeCurrency(text, zh), ...suite.recognizeNumber(text, zh)].map((r) => String(r.resolution?.value ?? '')),
  yesno: (text) => suite.recognizeBoolean(text, zh).map((r) => String(r.resolution.value)),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { text, ref, kind } = JSON.parse(line);
  console.log(JSON.stringify(kinds[kind](text, ref)));
}
