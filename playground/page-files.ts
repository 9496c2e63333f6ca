import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const pageFolder = fileURLToPath(new URL('./page/', import.meta.url));
const require = createRequire(import.meta.url);

/** What an import map can name: `/vendor/` and the module's own name, or a file of these packages. */
const modules: Readonly<Record<string, string>> = {
  preact: 'preact/dist/preact.mjs',
  'preact/hooks': 'preact/hooks/dist/hooks.mjs',
  htm: 'htm/dist/htm.mjs',
  'htm/preact': 'htm/preact/index.mjs',
};

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Serves the page's own files, and its two libraries straight from the installed packages: no build. */
export async function servePageFile(path: string, response: ServerResponse): Promise<void> {
  const file = path.startsWith('/vendor/') ? vendorFile(path.slice('/vendor/'.length)) : pageFile(path);
  const content = file === null ? null : await readFile(file).catch(() => null);
  if (file === null || content === null) return void response.writeHead(404).end('not found');
  response
    .writeHead(200, {
      'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    })
    .end(content);
}

function pageFile(path: string): string | null {
  return inside(pageFolder, path === '/' ? 'index.html' : path);
}

function vendorFile(path: string): string | null {
  const wanted = modules[path] ?? path;
  const [name = ''] = wanted.split('/');
  if (name !== 'preact' && name !== 'htm') return null;
  // By the module itself: not every package lets its package.json be asked for.
  const [folder] = require.resolve(name).split(join(name, 'dist'));
  return inside(`${folder}${name}${sep}`, wanted.slice(name.length));
}

/** Null for a path that leads out of the folder. */
function inside(folder: string, path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  const file = normalize(join(folder, decoded));
  return file.startsWith(folder) && !decoded.includes('\0') ? file : null;
}
