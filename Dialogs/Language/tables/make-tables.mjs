// Writes the two character tables that Dialogs/Language embeds. Usage: node make-tables.mjs <folder>
//
// fold.txt    line 1: pairs of characters (from, to): Unicode compatibility forms, upper case, traditional -> simplified
//             line 2: the same where one character becomes several: from, tab, to, tab, from, ...
//             line 3: words whose characters do not change one by one: from, tab, to (equally long), tab, ...
// pinyin.txt  line 1: the syllables without tone, by number, separated by blanks
//             line 2: for each character from U+4E00 to U+9FFF its readings, the most common first: syllable number + 0x100
//                     for the first, + 0x500 for each further one; U+00FF where none is known
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinyin } from 'pinyin-pro';
import { Converter } from 'opencc-js/t2cn';
import traditionalWords from 'opencc-js/dict/TSPhrases';

const folder = process.argv[2];
if (!folder) throw new Error('usage: node make-tables.mjs <folder>');
const simplify = Converter({ from: 't', to: 'cn' });
const single = (text) => text.length === 1;

function foldOf(char) {
  const roman = /^[\u2160-\u216b\u2170-\u217b]$/.test(char); // Roman numerals are numbers here
  if (roman) return String((char.charCodeAt(0) & 0x0f) + 1);
  const compatible = char.normalize('NFKC').toLowerCase();
  return [...compatible].map((c) => (c >= '\u2e80' ? simplify(c) : c)).join('').trim();
}

function foldTable() {
  const pairs = [], expansions = [], folds = new Map();
  for (let code = 0x41; code < 0xfffe; code++) {
    if (code >= 0xd800 && code < 0xf900) continue;
    const char = String.fromCharCode(code), to = foldOf(char);
    if (to === char || to === '' || to.includes('\t')) continue;
    folds.set(char, to);
    if (single(to)) pairs.push(char + to);
    else expansions.push(char, to);
  }
  const words = traditionalWords.split('|').map((entry) => entry.split(' ')).filter(([from, to]) =>
    from.length === to.length && from.length > 1 && [...from].map((c) => folds.get(c) ?? c).join('') !== to);
  return [pairs.join(''), expansions.join('\t'), words.flat().join('\t')].join('\n');
}

function pinyinTable() {
  const readings = [];
  for (let code = 0x4e00; code <= 0x9fff; code++) {
    const all = pinyin(String.fromCharCode(code), { toneType: 'none', type: 'array', multiple: true, v: true });
    readings.push([...new Set(all)].filter((syllable) => /^[a-z]+$/.test(syllable)));
  }
  const syllables = [...new Set(readings.flat())].sort();
  const number = new Map(syllables.map((syllable, index) => [syllable, index]));
  const encode = (list) => list.length === 0 ? '\u00ff'
    : list.map((syllable, place) => String.fromCharCode(number.get(syllable) + (place === 0 ? 0x100 : 0x500))).join('');
  return [syllables.join(' '), readings.map(encode).join('')].join('\n');
}

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'fold.txt'), foldTable());
writeFileSync(join(folder, 'pinyin.txt'), pinyinTable());
