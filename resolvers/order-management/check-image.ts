import { createHash } from 'node:crypto';
import { ImageFormat } from '../../schema/order-management/UploadImage.js';
import { decodeBase64 } from '../shared/base64.js';
import { readImage } from '../shared/image.js';
import type { InputIssues } from '../shared/input-issues.js';
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

/** Checks the picture's content. Null once an issue has been noted. */
export function checkImage(base64: string, issues: InputIssues): CheckedImage | null {
  const bytes = decode(base64, issues);
  if (bytes === null) return null;
  const refuse = (code: string, message: string): null => {
    issues.add(['image'], code, message);
    return null;
  };
  const facts = readImage(bytes);
  if (facts === undefined) return refuse('NOT_AN_IMAGE', 'image is neither a PNG nor a JPEG file.');
  const format = facts.type === 'png' ? ImageFormat.PNG : ImageFormat.JPEG;
  const whole = format === ImageFormat.PNG ? isIntactPng(bytes) : isIntactJpeg(bytes);
  if (!whole) return refuse('DAMAGED', `image is a ${format} file that is cut off or damaged.`);
  const { width, height } = facts;
  if (height < MIN_HEIGHT) {
    return refuse('TOO_SMALL', `image must be at least ${MIN_HEIGHT} pixels high, and is ${height}.`);
  }
  if (width !== height) {
    issues.warn(['image'], 'NOT_SQUARE', `image should be square, and is ${width} × ${height} pixels.`);
  }
  return { format, width, height, digest: createHash('sha512').update(bytes).digest('hex') };
}

function decode(base64: string, issues: InputIssues): Buffer | null {
  const refuse = (code: string, message: string): null => {
    issues.add(['image'], code, message);
    return null;
  };
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
