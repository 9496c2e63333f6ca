import { randomBytes } from 'node:crypto';
import { type FileType, fileTypeOf } from './file-types.ts';
import { Refusal } from './refusal.ts';
import { newId } from './state.ts';

/** A file whose upload was completed. */
export interface StoredFile {
  id: string;
  /** With its ending, e.g. `minutes.pdf`. */
  name: string;
  title: string;
  /** Bytes. */
  size: number;
  type: FileType;
  isSnippet: boolean;
  altText: string | null;
  /** Who uploaded it. */
  user: string;
  /** Seconds since the epoch. */
  created: number;
  /** The messages with it, also those deleted since. */
  shares: { channel: string; ts: string }[];
}

interface Upload {
  id: string;
  name: string;
  length: number;
  altText: string | null;
  snippetType: string | null;
  /** Null until they have come. */
  bytes: Buffer | null;
  file: StoredFile | null;
}

/** Slack's external uploads: an address is asked for, takes the bytes once, and then the upload is completed once. */
export class Files {
  readonly #byId = new Map<string, Upload>();
  readonly #bySecret = new Map<string, Upload>();

  /** @returns the file's id and the path of the address */
  announce(upload: Pick<Upload, 'name' | 'length' | 'altText' | 'snippetType'>): {
    id: string;
    path: string;
  } {
    const announced: Upload = { ...upload, id: newId('F'), bytes: null, file: null };
    const secret = randomBytes(24).toString('hex');
    this.#byId.set(announced.id, announced);
    this.#bySecret.set(secret, announced);
    return { id: announced.id, path: `/upload/${secret}` };
  }

  /** What an address waits for. @throws Refusal `unknown_url`, `used_url` */
  awaited(secret: string): Readonly<Pick<Upload, 'id' | 'name' | 'length'>> {
    return this.#awaited(secret);
  }

  /** @throws Refusal `unknown_url`, `used_url`, `wrong_length`, after which the address still takes the right bytes */
  receive(secret: string, bytes: Buffer): void {
    const upload = this.#awaited(secret);
    if (bytes.length !== upload.length) {
      throw new Refusal('wrong_length', { expected: upload.length, given: bytes.length });
    }
    upload.bytes = bytes;
  }

  /** @throws Refusal `file_not_found` unless it is uploaded and not yet completed */
  requireUploaded(id: string): void {
    this.#uploaded(id);
  }

  /** @throws Refusal as `requireUploaded` */
  complete(id: string, as: { title: string | null; user: string; created: number }): StoredFile {
    const upload = this.#uploaded(id);
    upload.file = {
      id,
      name: upload.name,
      title: as.title ?? upload.name,
      size: upload.length,
      type: fileTypeOf(upload.name, upload.snippetType),
      isSnippet: upload.snippetType !== null,
      altText: upload.altText,
      user: as.user,
      created: as.created,
      shares: [],
    };
    return upload.file;
  }

  /** Only what was completed; who may see it is decided by callers. */
  find(id: string): { file: StoredFile; bytes: Buffer } | null {
    const { file, bytes } = this.#byId.get(id) ?? {};
    return file && bytes ? { file, bytes } : null;
  }

  #awaited(secret: string): Upload {
    const upload = this.#bySecret.get(secret);
    if (!upload) throw new Refusal('unknown_url');
    if (upload.bytes !== null) throw new Refusal('used_url');
    return upload;
  }

  #uploaded(id: string): Upload {
    const upload = this.#byId.get(id);
    if (!upload || upload.bytes === null || upload.file !== null) throw new Refusal('file_not_found');
    return upload;
  }
}
