import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';
import { chunk, gif, jpeg, png } from '../support/pictures.js';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = sharedStack();
it.beforeEach(({ stack }) => stack.clearCalls());

const UPLOAD = `mutation ($input: UploadImageInput!) {
  uploadImage(input: $input) { imageId format width height userErrors { field code message } warnings { field code message } }
}`;

async function upload(stack: Stack, image: Buffer | string, imageId?: string | null, msn = '204117') {
  const text = typeof image === 'string' ? image : image.toString('base64');
  const answer = await stack.askText(UPLOAD, { input: { msn, imageId, image: text } });
  expect(answer.errors).toBeUndefined();
  return (answer.data as unknown as { uploadImage: unknown }).uploadImage;
}

const nothing = { imageId: null, format: null, width: null, height: null };
const refused = (code: string, message: string, field = 'image') => ({
  ...nothing,
  userErrors: [{ field: [field], code, message }],
  warnings: [],
});
const square = png(168, 168);
const comment = chunk('iTXt', Buffer.from('Comment'));
const damaged = flip(comment, comment.length - 1);
/** Size of the picture with one byte of padding, less that byte. */
const frame = png(168, 168, 1).length - 1;
const MAX = 2 * 1024 * 1024;

describe('a picture', () => {
  it.for([
    ['PNG', square],
    ['JPEG', jpeg(300, 300)],
    ['PNG', png(167, 167)],
    // A comment with a wrong checksum, and bytes behind the end: every viewer shows it.
    ['PNG', Buffer.concat([square.subarray(0, 33), damaged, square.subarray(33), Buffer.from('end')])],
    [
      'JPEG',
      Buffer.concat([jpeg(300, 300).subarray(0, 20), Buffer.from([0, 0xff, 1]), jpeg(300, 300).subarray(20)]),
    ],
  ] as const)('is uploaded: %s', async ([format, bytes], { stack }) => {
    const imageId = createHash('md5').update(bytes).digest('hex');
    expect(await upload(stack, bytes, imageId)).toMatchObject({
      imageId,
      format,
      userErrors: [],
      warnings: [],
    });
    const { requests } = await stack.sandbox.requests({ path: '/order-management/**' });
    expect(requests.map(({ body }) => body)).toEqual([
      { imageId, src: bytes.toString('base64'), type: 'base64' },
    ]);
  });

  it('may be a JPEG with a byte that only fills before a marker', async ({ stack }) => {
    const bytes = jpeg(300, 300);
    const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
    const filled = Buffer.concat([bytes.subarray(0, frame), Buffer.from([0xff]), bytes.subarray(frame)]);
    expect(await upload(stack, filled, 'filled')).toEqual({
      imageId: 'filled',
      format: 'JPEG',
      width: 300,
      height: 300,
      userErrors: [],
      warnings: [],
    });
  });

  it.for([0x00, 0xff])('is not a JPEG head with 2 MB of %i behind it', async (filler, { stack }) => {
    const bytes = Buffer.alloc(MAX, filler);
    bytes.set([0xff, 0xd8, 0xff, 0xe0]);
    const message = 'image is neither a PNG nor a JPEG file.';
    expect(await upload(stack, bytes, 'bomb')).toEqual(refused('NOT_AN_IMAGE', message));
    expect(await stack.calls()).toEqual([]);
  });

  it('of exactly 2 MB goes through, and one byte more does not', async ({ stack }) => {
    expect(await upload(stack, png(168, 168, MAX - frame), 'largest')).toMatchObject({
      imageId: 'largest',
      userErrors: [],
    });
    await stack.clearCalls();
    const message = `image must be at most ${String(MAX)} bytes before encoding, and is ${String(MAX + 1)}.`;
    expect(await upload(stack, png(168, 168, MAX - frame + 1), 'too-large')).toEqual(
      refused('TOO_LARGE', message),
    );
    expect(await stack.calls()).toEqual([]);
  });

  const base64 = square.toString('base64');
  const alphabet =
    'image must be base64: A to Z, a to z, 0 to 9, "+" and "/", with "=" at its end, in one line.';
  it.for([
    [
      'a truncated PNG',
      square.subarray(0, -20),
      'DAMAGED',
      'image is a PNG file that is cut off or damaged.',
    ],
    [
      'a PNG without its end mark',
      square.subarray(0, -12),
      'DAMAGED',
      'image is a PNG file that is cut off or damaged.',
    ],
    [
      'a PNG with a flipped bit',
      flip(square, 50),
      'DAMAGED',
      'image is a PNG file that is cut off or damaged.',
    ],
    [
      'a truncated JPEG',
      jpeg(300, 300).subarray(0, -2),
      'DAMAGED',
      'image is a JPEG file that is cut off or damaged.',
    ],
    ['a GIF, however it is named', gif(), 'NOT_AN_IMAGE', 'image is neither a PNG nor a JPEG file.'],
    ['a text', Buffer.from('no picture at all'), 'NOT_AN_IMAGE', 'image is neither a PNG nor a JPEG file.'],
    ['166 pixels', png(200, 166), 'TOO_SMALL', 'image must be at least 167 pixels high, and is 166.'],
    [
      'the URL alphabet',
      base64.replaceAll('+', '-').replaceAll('/', '_').replace(/^./, '_'),
      'INVALID',
      alphabet,
    ],
    ['line breaks', `${base64.slice(0, 76)}\n${base64.slice(76)}`, 'INVALID', alphabet],
    ['a missing end', base64.slice(0, -1), 'INVALID', alphabet],
    ['nothing', '', 'REQUIRED', 'image must not be empty.'],
    [
      'a data URL',
      `data:image/png;base64,${base64}`,
      'DATA_URL',
      'image must be the base64 alone: remove "data:image/png;base64," from its beginning.',
    ],
  ] as const)('is refused before any call: %s', async ([, image, code, message], { stack }) => {
    expect(await upload(stack, image, 'refused')).toEqual(refused(code, message));
    expect(await stack.calls()).toEqual([]);
  });

  it.for(['a/b', '', 'a'.repeat(129), 'ø'])('may not have the id %j', async (imageId, { stack }) => {
    const message = 'imageId must be 1 to 128 letters, digits, hyphens, underscores and dots.';
    expect(await upload(stack, square, imageId)).toEqual(refused('INVALID', message, 'imageId'));
    expect(await stack.calls()).toEqual([]);
  });

  it('that is not square gets a warning', async ({ stack }) => {
    expect(await upload(stack, png(400, 200), 'wide')).toEqual({
      imageId: 'wide',
      format: 'PNG',
      width: 400,
      height: 200,
      userErrors: [],
      warnings: [
        { field: ['image'], code: 'NOT_SQUARE', message: 'image should be square, and is 400 × 200 pixels.' },
      ],
    });
  });

  it.for([
    ['409', false],
    ['the older 400', true],
  ] as const)('whose id is taken is a conflict: %s', async ([, duplicateImageAs400], { stack }) => {
    await stack.sandbox.quirks.set({ duplicateImageAs400 });
    const message =
      'A picture with this id is there already, and it stays: choose another id, or use the one there.';
    expect(await upload(stack, square, 'pakke-2026')).toEqual(refused('CONFLICT', message, 'imageId'));
    // Ids belong to a sales unit.
    const elsewhere = `own-${String(duplicateImageAs400)}`;
    expect(await upload(stack, square, elsewhere, '251308')).toMatchObject({ imageId: elsewhere });
  });

  it('without an id is known by its content, so that sending it again is no fault', async ({ stack }) => {
    const imageId = createHash('sha512').update(square).digest('hex');
    const uploaded = { imageId, format: 'PNG', width: 168, height: 168, userErrors: [], warnings: [] };
    expect(await upload(stack, square)).toEqual(uploaded);
    expect(await upload(stack, square, null)).toEqual(uploaded);
  });

  const images = '/order-management/v1/images';
  const input = (imageId?: string) => ({
    msn: '204117',
    image: base64,
    ...(imageId !== undefined && { imageId }),
  });

  it('whose answer is lost is sent again, and once is enough', async ({ stack }) => {
    await stack.sandbox.faults.add({ path: images, reset: 'before' });
    const answer = await stack.askText(UPLOAD, { input: input('sent-again') });
    expect(answer).toMatchObject({ data: { uploadImage: { imageId: 'sent-again', userErrors: [] } } });
    expect(await stack.calls()).toEqual([`POST ${images}`, `POST ${images}`]);
  });

  it.for([true, false])(
    'whose id is taken then has an unknown outcome: by itself or by another (as 400: %s)',
    async (duplicateImageAs400, { stack }) => {
      await stack.sandbox.quirks.set({ duplicateImageAs400 });
      await stack.sandbox.faults.add({ path: images, reset: 'after' });
      const answer = await stack.askText(UPLOAD, { input: input(`lost-${String(duplicateImageAs400)}`) });
      expect(answer.errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
      expect(await stack.calls()).toEqual([`POST ${images}`, `POST ${images}`]);
    },
  );

  it.for([true, false])(
    'without an id is a success then, as only itself can have taken it (as 400: %s)',
    async (duplicateImageAs400, { stack }) => {
      await stack.sandbox.reset();
      await stack.sandbox.quirks.set({ duplicateImageAs400 });
      await stack.sandbox.faults.add({ path: images, reset: 'after' });
      const imageId = createHash('sha512').update(square).digest('hex');
      const answer = await stack.askText(UPLOAD, { input: input() });
      expect(answer).toMatchObject({ data: { uploadImage: { imageId, userErrors: [] } } });
    },
  );
});

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}
