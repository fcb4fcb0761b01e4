import { createHash } from 'node:crypto';
import { ImageFormat } from '../../schema/order-management/UploadImage.js';
import { decodeBase64 } from '../shared/base64.js';
import { readImage } from '../shared/image.js';
import type { InputIssues } from '../shared/input-issues.js';
import { OncePerRequest } from '../shared/OncePerRequest.js';
import { isIntactJpeg, isIntactPng } from './image-integrity.js';

const MAX_BYTES = 2 * 1024 * 1024;
const MIN_HEIGHT = 167;

/** What is known of a picture that passed the checks. */
export interface CheckedImage {
  readonly format: ImageFormat;
  readonly width: number;
  readonly height: number;
  /** SHA-512 of the file in hex: 128 characters, exactly the longest id that the API takes. */
  readonly digest: string;
}

/** What there is to say of a picture. */
interface Judgement {
  /** Null if it does not pass. */
  readonly image: CheckedImage | null;
  /** Why not, or what is odd about it. */
  readonly remark?: { readonly code: string; readonly message: string };
}

const judgements = new OncePerRequest(judge);

/**
 * Checks the picture's content. Null once an issue has been noted.
 * @param context of the request, in which each picture is looked at once
 */
export function checkImage(base64: string, issues: InputIssues, context: object): CheckedImage | null {
  const { image, remark } = judgements.of(context, base64);
  if (remark !== undefined) {
    if (image === null) issues.add(['image'], remark.code, remark.message);
    else issues.warn(['image'], remark.code, remark.message);
  }
  return image;
}

function judge(base64: string): Judgement {
  const bytes = decode(base64);
  if ('image' in bytes) return bytes;
  const facts = readImage(bytes);
  if (facts === undefined) return refuse('NOT_AN_IMAGE', 'image is neither a PNG nor a JPEG file.');
  const format = facts.type === 'png' ? ImageFormat.PNG : ImageFormat.JPEG;
  const whole = format === ImageFormat.PNG ? isIntactPng(bytes) : isIntactJpeg(bytes);
  if (!whole) return refuse('DAMAGED', `image is a ${format} file that is cut off or damaged.`);
  const { width, height } = facts;
  if (height < MIN_HEIGHT) {
    return refuse('TOO_SMALL', `image must be at least ${MIN_HEIGHT} pixels high, and is ${height}.`);
  }
  const image = { format, width, height, digest: createHash('sha512').update(bytes).digest('hex') };
  if (width === height) return { image };
  const message = `image should be square, and is ${width} × ${height} pixels.`;
  return { image, remark: { code: 'NOT_SQUARE', message } };
}

function refuse(code: string, message: string): Judgement {
  return { image: null, remark: { code, message } };
}

function decode(base64: string): Buffer | Judgement {
  const prefix = /^data:[^,]{0,100},/.exec(base64)?.[0];
  if (prefix !== undefined) {
    return refuse('DATA_URL', `image must be the base64 alone: remove "${prefix}" from its beginning.`);
  }
  if (base64 === '') return refuse('REQUIRED', 'image must not be empty.');
  const bytes = decodeBase64(base64);
  if (bytes === undefined) {
    return refuse(
      'INVALID',
      'image must be base64: A to Z, a to z, 0 to 9, "+" and "/", with "=" at its end, in one line.',
    );
  }
  if (bytes.length <= MAX_BYTES) return bytes;
  return refuse(
    'TOO_LARGE',
    `image must be at most ${MAX_BYTES} bytes before encoding, and is ${bytes.length}.`,
  );
}
