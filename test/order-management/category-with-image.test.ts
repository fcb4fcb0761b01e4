import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';
import { png } from '../support/pictures.js';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = freshStack({ env: { UPSTREAM_RETRIES: '0' } });

const SET = `mutation ($input: SetOrderCategoryInput!) {
  setOrderCategory(input: $input) {
    order { orderId category { url imageId } }
    uploadedImageId
    userErrors { field code message }
    warnings { field code }
  }
}`;

const bytes = png(168, 168);
const image = bytes.toString('base64');
const digest = createHash('sha512').update(bytes).digest('hex');
const ORDER = 'kaffe-2026-00611';
const url = 'https://makeskrik.example/sporing/00611';

const UPLOAD = 'POST /order-management/v1/images';
const LINK = `PUT /order-management/v2/ecom/categories/${ORDER}`;
const READ = `GET /order-management/v2/ecom/${ORDER}`;

const set = (stack: Stack, input: object) =>
  stack.askText(SET, {
    input: { msn: '204117', paymentType: 'ECOM', orderId: ORDER, type: 'DELIVERY', url, ...input },
  });

const calls = async (stack: Stack) => (await stack.calls()).map((call) => call.replace('/ECOM/', '/ecom/'));

const notSet = (uploadedImageId: string | null, field: string | null, code: string, message: unknown) => ({
  data: {
    setOrderCategory: {
      order: null,
      uploadedImageId,
      userErrors: [{ field: field === null ? null : [field], code, message }],
      warnings: [],
    },
  },
});

const done = (imageId: string) => ({
  data: {
    setOrderCategory: {
      order: { orderId: ORDER, category: { url, imageId } },
      uploadedImageId: imageId,
      userErrors: [],
      warnings: [],
    },
  },
});

describe('a link with its picture in one change', () => {
  it('uploads first and links what was stored, and can be sent again', async ({ stack }) => {
    expect(await set(stack, { image })).toEqual(done(digest));
    expect(await calls(stack)).toEqual([UPLOAD, LINK, READ]);
    await stack.clearCalls();
    // The picture is there: its id is its own.
    expect(await set(stack, { image })).toEqual(done(digest));
    expect(await calls(stack)).toEqual([UPLOAD, LINK, READ]);
    const { images } = await stack.sandbox.orders.stored();
    expect(images.filter(({ imageId }) => imageId === digest)).toHaveLength(1);
  });

  it('takes an id of your own, once', async ({ stack }) => {
    expect(await set(stack, { image, imageId: 'kopp-611' })).toEqual(done('kopp-611'));
    await stack.clearCalls();
    expect(await set(stack, { image, imageId: 'kopp-611' })).toEqual(
      notSet(null, 'imageId', 'CONFLICT', expect.stringContaining('choose another id')),
    );
    expect(await calls(stack)).toEqual([UPLOAD]);
  });

  it('makes no call at all when anything is known to be wrong', async ({ stack }) => {
    const { data } = await set(stack, { image: 'eA==', url: 'x' });
    expect(data).toEqual({
      setOrderCategory: {
        order: null,
        uploadedImageId: null,
        userErrors: [
          { field: ['url'], code: 'INVALID', message: expect.any(String) as string },
          { field: ['image'], code: 'NOT_AN_IMAGE', message: 'image is neither a PNG nor a JPEG file.' },
        ],
        warnings: [],
      },
    });
    expect(await calls(stack)).toEqual([]);
  });

  it('stops when the picture is not stored', async ({ stack }) => {
    await stack.sandbox.faults.add({ path: '/order-management/v1/images', status: 500, times: 1 });
    const { data, errors } = await set(stack, { image });
    expect(data).toEqual({ setOrderCategory: null });
    expect(errors).toEqual([expect.objectContaining({ path: ['setOrderCategory'] })]);
    expect(await calls(stack)).toEqual([UPLOAD]);
    expect((await stack.sandbox.orders.stored()).images.map(({ imageId }) => imageId)).not.toContain(digest);
  });

  it('tells that the picture is stored when the link is refused', async ({ stack }) => {
    await stack.sandbox.faults.add({ path: `/order-management/v2/**`, method: 'PUT', status: 409, times: 1 });
    expect(await set(stack, { image })).toEqual(notSet(digest, null, 'CONFLICT', expect.any(String)));
    expect(await calls(stack)).toEqual([UPLOAD, LINK]);
    expect((await stack.sandbox.orders.stored()).images.map(({ imageId }) => imageId)).toContain(digest);
  });

  it.for([
    [{ status: 503 }, 'OUTCOME_UNKNOWN'],
    [{ rateLimit: { retryAfterSeconds: 60 } }, 'RATE_LIMITED'],
  ] as const)('tells so too when %j comes back for the link', async ([fault, code], { stack }) => {
    await stack.sandbox.faults.add({ path: `/order-management/v2/**`, method: 'PUT', times: 1, ...fault });
    expect(await set(stack, { image })).toEqual(notSet(digest, null, code, expect.any(String)));
    expect(await calls(stack)).toEqual([UPLOAD, LINK]);
    expect(await set(stack, { image })).toEqual(done(digest));
  });

  it.for([
    [{}, 'Send the same again: the picture keeps its id.'],
    [
      { imageId: 'my-own' },
      'It may be taken when it is sent again: then link it by its id, without the picture.',
    ],
  ] as const)(
    'tells that the link was not sent when it is not known what became of %j',
    async ([own, advice], { stack }) => {
      await stack.sandbox.faults.add({
        path: '/order-management/**',
        method: 'POST',
        times: null,
        status: 503,
      });
      expect(await set(stack, { image, ...own })).toMatchObject({
        data: { setOrderCategory: null },
        errors: [
          {
            message: `Whether the picture was stored is not known, and the link was not sent. ${advice}`,
            extensions: { code: 'OUTCOME_UNKNOWN', upstream: { api: 'order-management', status: 503 } },
          },
        ],
      });
      expect((await calls(stack)).filter((call) => call !== UPLOAD)).toEqual([]);
    },
  );

  it('does not touch what is without a picture', async ({ stack }) => {
    expect(await set(stack, { image: null })).toEqual({
      data: {
        setOrderCategory: {
          order: { orderId: ORDER, category: { url, imageId: null } },
          uploadedImageId: null,
          userErrors: [],
          warnings: [],
        },
      },
    });
    expect(await calls(stack)).toEqual([LINK, READ]);
  });
});
