import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from '@swc/core';

/** What one source file says about itself, read from its syntax tree. */
export interface SourceModule {
  /** From the project's root, with forward slashes. */
  path: string;
  lines: number;
  imports: Import[];
  /** Every chain of member names, outermost last: `client.chat.postMessage(…)` is `client.chat.postMessage`. */
  chains: string[];
  /** `new Date()`, without an argument. */
  makesNow: boolean;
}

export interface Import {
  /** The file from the project's root, or the package's specifier as written. */
  target: string;
  isPackage: boolean;
  /** Gone once types are stripped. */
  isType: boolean;
  /** What is imported by name; '*' for everything, 'default' for the default. */
  names: string[];
  /** `export … from` */
  isReexport: boolean;
}

export const root = fileURLToPath(new URL('../../', import.meta.url));

const codeFile = /\.(?:ts|tsx|js|mjs)$/;

/** The code in these folders, by path. */
export function readSources(...folders: string[]): Record<string, string> {
  const sources: Record<string, string> = {};
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !codeFile.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/');
      sources[path] = readFileSync(join(root, path), 'utf8');
    }
  }
  return sources;
}

interface Node {
  type: string;
  [property: string]: unknown;
}

export function parseModule(path: string, source: string): SourceModule {
  const isTypeScript = /\.tsx?$/.test(path);
  const tree = parseSync(source, {
    target: 'es2023',
    ...(isTypeScript
      ? { syntax: 'typescript', tsx: path.endsWith('x') }
      : { syntax: 'ecmascript', jsx: true }),
  });
  const module: SourceModule = {
    path,
    lines: source.split('\n').length - (source.endsWith('\n') ? 1 : 0),
    imports: [],
    chains: [],
    makesNow: false,
  };
  visit(tree, (node) => {
    const found = importOf(path, node);
    if (found) module.imports.push(found);
    if (node.type === 'MemberExpression') module.chains.push(chainOf(node));
    if (node.type === 'NewExpression') {
      const { callee, arguments: given } = node as unknown as { callee: Node; arguments: unknown[] | null };
      if (callee.type === 'Identifier' && callee.value === 'Date' && !given?.length) module.makesNow = true;
    }
  });
  return module;
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see);
  else if (typeof value === 'object' && value !== null) {
    if ('type' in value && typeof value.type === 'string') see(value as Node);
    for (const part of Object.values(value)) visit(part, see);
  }
}

function importOf(path: string, node: Node): Import | undefined {
  const isReexport = /^Export(?:Named|All)Declaration$/.test(node.type);
  if (node.type === 'ImportDeclaration' || isReexport) {
    const { source, specifiers = [], typeOnly } = node as unknown as Declaration;
    if (!source) return undefined;
    const isType = typeOnly || (specifiers.length > 0 && specifiers.every(({ isTypeOnly }) => isTypeOnly));
    const names = node.type === 'ExportAllDeclaration' ? ['*'] : specifiers.map(nameOf);
    return { ...resolve(path, source.value), isType, names, isReexport };
  }
  const dynamic =
    node.type === 'CallExpression' && (node.callee as Node).type === 'Import'
      ? (node.arguments as { expression: Node }[])[0]?.expression.value
      : undefined;
  if (typeof dynamic === 'string') {
    return { ...resolve(path, dynamic), isType: false, names: ['*'], isReexport: false };
  }
  const ofType = node.type === 'TsImportType' ? (node.argument as Node).value : undefined;
  if (typeof ofType === 'string') {
    return { ...resolve(path, ofType), isType: true, names: ['*'], isReexport: false };
  }
  return undefined;
}

interface Declaration {
  source: { value: string } | null;
  specifiers?: Specifier[];
  typeOnly: boolean;
}

interface Specifier {
  type: string;
  isTypeOnly?: boolean;
  local?: { value: string };
  imported?: { value: string } | null;
  orig?: { value: string };
}

function nameOf({ type, local, imported, orig }: Specifier): string {
  if (type === 'ImportDefaultSpecifier') return 'default';
  if (type === 'ImportNamespaceSpecifier' || type === 'ExportNamespaceSpecifier') return '*';
  return (imported ?? orig ?? local)?.value ?? '*';
}

function resolve(path: string, specifier: string): Pick<Import, 'target' | 'isPackage'> {
  return specifier.startsWith('.')
    ? { target: posix.join(posix.dirname(path), specifier), isPackage: false }
    : { target: specifier, isPackage: true };
}

/** What cannot be named (a call, an index) is `?`. */
function chainOf(node: Node): string {
  const { object, property } = node as unknown as { object: Node; property: Node };
  const computed = property.type === 'Computed' ? (property.expression as Node) : property;
  const name =
    property.type === 'Computed' && computed.type !== 'StringLiteral' ? '?' : String(computed.value ?? '?');
  return `${ownerOf(object)}.${name}`;
}

function ownerOf(node: Node): string {
  switch (node.type) {
    case 'Identifier':
      return String(node.value);
    case 'MemberExpression':
      return chainOf(node);
    case 'OptionalChainingExpression':
      return ownerOf(node.base as Node);
    case 'TsNonNullExpression':
    case 'TsAsExpression':
    case 'ParenthesisExpression':
      return ownerOf(node.expression as Node);
    case 'ThisExpression':
      return 'this';
    case 'MetaProperty':
      return 'import.meta';
    default:
      return '?';
  }
}
