import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { z } from 'zod';
import type { SettingsReader } from './read-settings.js';

/** With the name of the hash before it, as codegen writes it, or without. */
const HASH = /^(?:sha256:)?([\da-f]{64})$/;
const manifest = z.record(z.string().regex(HASH), z.string().min(1));

/** The documents that may be executed, by their SHA-256; undefined = any. Faults go to the reader. */
export function readTrustedDocuments(reader: SettingsReader): ReadonlyMap<string, string> | undefined {
  const path = reader.find('TRUSTED_DOCUMENTS');
  if (path === undefined) return undefined;
  const fault = (what: string): undefined => {
    reader.faults.push(`TRUSTED_DOCUMENTS: the file ${JSON.stringify(path)} ${what}`);
    return undefined;
  };
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return fault("can't be read. Example: TRUSTED_DOCUMENTS=trusted-documents.json");
  }
  const documents = documentsIn(text);
  if (documents === undefined)
    return fault('is no manifest: a JSON object of texts by the SHA-256 of each, in hexadecimal digits');
  const foreign = documents.find(([hash, document]) => sha256(document) !== hash);
  if (foreign !== undefined)
    return fault(`has a text under ${foreign[0]} that has another SHA-256: write it anew`);
  const broken = documents.find(([, document]) => !isDocument(document));
  if (broken !== undefined) return fault(`has a text under ${broken[0]} that is no GraphQL document`);
  return new Map(documents);
}

function documentsIn(json: string): readonly (readonly [string, string])[] | undefined {
  try {
    const parsed = manifest.safeParse(JSON.parse(json));
    if (!parsed.success) return undefined;
    return Object.entries(parsed.data).map(([key, text]) => [HASH.exec(key)?.[1] ?? key, text]);
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
