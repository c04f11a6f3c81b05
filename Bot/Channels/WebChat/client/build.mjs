// Builds what the pages load: node build.mjs OUT CONSOLE BLAZOR FLUENT (the console's sources, Blazor's script, the folder of its components). Each file gets its hash in its name, so that browsers may keep it for ever,
// and stands there compressed as well. assets.json says which file is which.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const [out, ofConsole, blazor, fluent] = process.argv.slice(2);
if (!fluent) throw new Error('usage: node build.mjs OUT CONSOLE BLAZOR FLUENT');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const { outputFiles } = await build({
  absWorkingDir: here,
  entryPoints: ['src/chat.js', 'src/chat.css', 'src/notice.js', 'src/notice.css', join(ofConsole, 'console.js'), join(ofConsole, 'console.css'), join(ofConsole, 'sign-in.css')],
  alias: { fluentui: join(fluent, 'Microsoft.FluentUI.AspNetCore.Components.lib.module.js'), look: join(here, 'src') },
  outdir: out,
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  target: ['es2020', 'chrome86', 'safari15'],
  charset: 'utf8',
});

// The full bundle of Web Chat: the minimal one draws no Adaptive Cards.
const dist = join(here, 'node_modules', 'botframework-webchat', 'dist');
const parts = readdirSync(fluent, { recursive: true }).filter(f => f.endsWith('.razor.js'));
const files = [
  ...outputFiles.map(f => [basename(f.path), Buffer.from(f.contents)]),
  ['webchat.js', readFileSync(join(dist, 'webchat.js'))],
  ['blazor.web.js', readFileSync(blazor)],
  ...parts.map(f => [basename(f), readFileSync(join(fluent, f))]),
  ['webchat.LICENSE.txt', readFileSync(join(dist, 'webchat.js.LICENSE.txt'))],
];

const assets = {};
for (const [name, bytes] of files) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const hashed = `${basename(name, extname(name))}.${hash}${extname(name)}`;
  // Quality 9 instead of 11: a tenth of the time for 5 % more bytes.
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  writeFileSync(join(out, hashed), bytes);
  writeFileSync(join(out, `${hashed}.gz`), gzipSync(bytes, { level: 9 }));
  writeFileSync(join(out, `${hashed}.br`), brotliCompressSync(bytes, brotli));
  assets[name] = hashed;
}
writeFileSync(join(out, 'assets.json'), JSON.stringify(assets, null, 2));
