import { extname } from 'node:path';

export interface FileType {
  /** Slack's own name of it. */
  name: string;
  /** What people read. */
  title: string;
  mime: string;
}

const byEnding: Readonly<Record<string, FileType>> = {
  csv: { name: 'csv', title: 'CSV', mime: 'text/csv' },
  docx: {
    name: 'docx',
    title: 'Word Document',
    mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  gif: { name: 'gif', title: 'GIF', mime: 'image/gif' },
  html: { name: 'html', title: 'HTML', mime: 'text/html' },
  ics: { name: 'text', title: 'Plain Text', mime: 'text/calendar' },
  jpg: { name: 'jpg', title: 'JPEG', mime: 'image/jpeg' },
  json: { name: 'json', title: 'JSON', mime: 'application/json' },
  md: { name: 'markdown', title: 'Markdown (raw)', mime: 'text/markdown' },
  pdf: { name: 'pdf', title: 'PDF', mime: 'application/pdf' },
  png: { name: 'png', title: 'PNG', mime: 'image/png' },
  pptx: {
    name: 'pptx',
    title: 'PowerPoint Presentation',
    mime: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  },
  svg: { name: 'svg', title: 'SVG', mime: 'image/svg+xml' },
  txt: { name: 'text', title: 'Plain Text', mime: 'text/plain' },
  xlsx: {
    name: 'xlsx',
    title: 'Excel Spreadsheet',
    mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  xml: { name: 'xml', title: 'XML', mime: 'application/xml' },
  zip: { name: 'zip', title: 'Zip', mime: 'application/zip' },
};

const binary: FileType = { name: 'binary', title: 'Binary', mime: 'application/octet-stream' };

/** The textual ones of docs.slack.dev/reference/objects/file-object. */
export const snippetTypes: ReadonlySet<string> = new Set(
  `applescript boxnote c cfm clojure coffeescript cpp csharp css csv d dart diff dockerfile erlang fortran fsharp
  go groovy handlebars haskell haxe html java javascript json kotlin latex lisp lua markdown matlab mumps objc ocaml
  pascal perl php pig powershell puppet python r ruby rust sass scala scheme shell smalltalk sql swift text tsv vb
  vbscript velocity verilog xml yaml`.split(/\s+/),
);

/** By its snippet type, else by its name's ending. */
export function fileTypeOf(name: string, snippetType: string | null): FileType {
  if (snippetType !== null) return { name: snippetType, title: snippetType, mime: 'text/plain' };
  return byEnding[extname(name).slice(1).toLowerCase()] ?? binary;
}
