/**
 * Draws the icons of each system from icon.svg: `node resources/icons/make.mjs` (needs a Chromium).
 * Windows' ico and macOS' icns are containers of PNG pictures, written here byte by byte.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { launchSettings } from '../../electron/stand-in/find-browser.ts';

const folder = import.meta.dirname;
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');
const pngSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

const browser = await chromium.launch(launchSettings());
const page = await browser.newPage();
const pngs = new Map();
for (const size of pngSizes) pngs.set(size, await draw(size));
await browser.close();

mkdirSync(join(folder, 'png'), { recursive: true });
for (const [size, png] of pngs) writeFileSync(join(folder, 'png', `${size}x${size}.png`), png);
writeFileSync(join(folder, 'icon.png'), pngs.get(512));
writeFileSync(join(folder, 'icon.ico'), ico([16, 24, 32, 48, 64, 128, 256]));
writeFileSync(
  join(folder, 'icon.icns'),
  icns([
    ['icp4', 16],
    ['icp5', 32],
    ['icp6', 64],
    ['ic07', 128],
    ['ic08', 256],
    ['ic09', 512],
    ['ic10', 1024],
  ]),
);

async function draw(size) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  );
  return page.screenshot({ omitBackground: true });
}

/** A directory of 16-byte entries, then the pictures. A side of 256 is written as 0. */
function ico(sizes) {
  const header = Buffer.alloc(6 + 16 * sizes.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(sizes.length, 4);
  let offset = header.length;
  for (const [index, size] of sizes.entries()) {
    const entry = 6 + 16 * index;
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(pngs.get(size).length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += pngs.get(size).length;
  }
  return Buffer.concat([header, ...sizes.map((size) => pngs.get(size))]);
}

/** Blocks of a four-letter type, their whole length and the picture. */
function icns(types) {
  const blocks = types.map(([type, size]) => block(type, pngs.get(size)));
  return block('icns', Buffer.concat(blocks));
}

function block(type, body) {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}
