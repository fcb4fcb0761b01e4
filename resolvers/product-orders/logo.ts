import { decodeBase64 } from '../shared/base64.js';
import { readImage } from '../shared/image.js';
import { OncePerRequest } from '../shared/OncePerRequest.js';

const [MIN_SIDE, MAX_SIDE] = [100, 1_000];
/** Far more than a PNG of those dimensions takes. */
const MAX_BASE64 = 2 * 1_048_576;

const verdicts = new OncePerRequest((base64) => ({ issue: judge(base64) }));

/**
 * What is wrong with a logo and how to fix it, as the rest of a sentence; undefined when nothing is. The API takes any
 * base64 and silently leaves bad images out of the form, so callers would hear of it nowhere else.
 * @param context of the request, in which each logo is looked at once
 */
export function logoIssue(base64: string, context: object): string | undefined {
  return verdicts.of(context, base64).issue;
}

function judge(base64: string): string | undefined {
  if (base64.startsWith('data:')) return 'must be plain base64: leave out all up to the first comma.';
  if (base64.length > MAX_BASE64) return 'must be at most 2 MB of base64.';
  const bytes = decodeBase64(base64);
  if (bytes === undefined) {
    return 'must be base64 of a PNG image, without line breaks, padded with "=".';
  }
  const image = readImage(bytes);
  if (image?.type !== 'png') return 'must be a PNG image. Other formats have to be converted.';
  const { width, height } = image;
  if (Math.min(width, height) >= MIN_SIDE && Math.max(width, height) <= MAX_SIDE) return undefined;
  return `must be 100 to 1000 pixels wide and high; this one is ${String(width)} x ${String(height)}.`;
}
