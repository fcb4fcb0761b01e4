import { createHash } from 'node:crypto';
import { parse } from 'graphql';
import { z } from 'zod';
import { FILE_MAX_BYTES, readSettingsFile } from './read-file.js';
import { repeatedNamesIn } from './repeated-names.js';
import type { SettingsReader } from './read-settings.js';

/** With the name of the hash before it, as codegen writes it, or without. */
const HASH = /^(?:sha256:)?([\da-f]{64})$/i;
const manifest = z.record(z.string().regex(HASH), z.string().min(1));

/** The documents that may be executed, by their SHA-256; undefined = any. Faults go to the reader. */
export function readTrustedDocuments(reader: SettingsReader): ReadonlyMap<string, string> | undefined {
  const path = reader.find('TRUSTED_DOCUMENTS');
  if (path === undefined) return undefined;
  const documents = readManifest(path);
  if (typeof documents !== 'string') return documents;
  reader.faults.push(`TRUSTED_DOCUMENTS: the file ${JSON.stringify(path)} ${documents}`);
  return undefined;
}

/** What it lists, or what is wrong with it. */
function readManifest(path: string): ReadonlyMap<string, string> | string {
  const file = readSettingsFile(path, FILE_MAX_BYTES);
  if ('fault' in file) return `${file.fault}. Example: TRUSTED_DOCUMENTS=trusted-documents.json`;
  const documents = documentsIn(file.text);
  if (documents === undefined)
    return 'is no manifest: a JSON object of texts by the SHA-256 of each, in hexadecimal digits';
  const [twice] = repeatedNamesIn(file.text);
  if (twice !== undefined) return `has a text under ${twice.name} twice`;
  if (documents.length === 0) return 'lists no document: nothing could be asked';
  for (const [hash, document] of documents) {
    if (sha256(document) !== hash) return `has a text under ${hash} that has another SHA-256: write it anew`;
    if (!isDocument(document)) return `has a text under ${hash} that is no GraphQL document`;
  }
  return new Map(documents);
}

function documentsIn(json: string): readonly (readonly [string, string])[] | undefined {
  try {
    const parsed = manifest.safeParse(JSON.parse(json));
    if (!parsed.success) return undefined;
    return Object.entries(parsed.data).map(([key, text]) => [
      (HASH.exec(key)?.[1] ?? key).toLowerCase(),
      text,
    ]);
  } catch {
    return undefined;
  }
}

function isDocument(text: string): boolean {
  try {
    parse(text, { noLocation: true });
    return true;
  } catch {
    return false;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
