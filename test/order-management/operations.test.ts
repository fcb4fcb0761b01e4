import { expect } from 'vitest';
import {
  AddReceiptDocument,
  CreateCategoryDocument,
  DeleteCategoryDocument,
  OrderDocument,
  OrdersDocument,
  SetOrderCategoryDocument,
} from '../generated/graphql.js';
import { sharedStack } from '../support/fixture.js';
import type { GraphAnswer } from '../support/stack.js';

const it = sharedStack();

/** The id of the example's picture: without one of its own it is made of the picture. */
const digest =
  '15b6a5b7d2f1fc1ca67a92787cc99d990f00501d2f18ac44cf4b2d3e9f5902f57b04f40b5e45ebd3f8b478a0a7703c3ec568e50ca8b5002d969ceae2a910b690';
const clean = { userErrors: [], warnings: [] };

it('the examples write a receipt and a link with a picture, and read it all back', async ({ stack }) => {
  const added = await stack.ask(AddReceiptDocument);
  expect(added).toEqual({
    data: {
      addReceipt: {
        ...clean,
        wasAlreadyStored: false,
        order: {
          id: Buffer.from('["Order","204117","ECOM","kaffe-2026-00500"]').toString('base64url'),
          receipt: {
            totals: {
              gross: { decimal: '161.00', currency: 'NOK' },
              net: { decimal: '146.96' },
              tax: { decimal: '14.04' },
              returns: { decimal: '179.00' },
            },
          },
        },
      },
    },
  });
  const linked = await stack.ask(SetOrderCategoryDocument);
  const link = {
    type: 'DELIVERY',
    typeRaw: 'DELIVERY',
    url: 'https://makeskrik.example/sporing/00500',
    imageId: digest,
  };
  expect(linked).toEqual({
    data: {
      uploadImage: { ...clean, imageId: digest, format: 'PNG', width: 168, height: 168 },
      setOrderCategory: { ...clean, order: { id: expect.any(String), category: link } },
    },
  });
  const { data, errors } = await stack.ask(OrderDocument, {
    msn: '204117',
    paymentType: 'ECOM',
    orderId: 'kaffe-2026-00500',
  });
  expect(errors).toBeUndefined();
  expect(data?.order).toMatchObject({
    category: link,
    receipt: { bottomLine: { receiptNumber: 'MK-00500' }, totals: { gross: { value: 16100 } } },
    categories: [{ type: 'DELIVERY' }],
    salesUnit: { name: 'Måkeskrik Nettbutikk' },
  });
});

it('every example runs as it stands, and again with what a repeat has to say', async ({ start }) => {
  const fresh = await start();
  const documents: readonly [{ toString(): string }, readonly string[]][] = [
    [OrderDocument, []],
    [OrdersDocument, []],
    [AddReceiptDocument, []],
    [SetOrderCategoryDocument, []],
    [CreateCategoryDocument, []],
    [DeleteCategoryDocument, ['NOT_FOUND']],
  ];
  for (const round of [1, 2]) {
    for (const [document, repeated] of documents) {
      const answer: GraphAnswer<Record<string, unknown>> = await fresh.askText(document.toString());
      const { data, errors } = answer;
      expect(errors, document.toString()).toBeUndefined();
      const fields = Object.values(data ?? {});
      expect(fields, document.toString()).not.toHaveLength(0);
      expect(fields, document.toString()).not.toContain(null);
      const refused = fields.flatMap((field) => userErrorsOf(field));
      expect(refused, document.toString()).toEqual(round === 1 ? [] : repeated);
    }
  }
});

/** The codes of the user errors of a payload; none for what is not one. */
function userErrorsOf(field: unknown): readonly string[] {
  const { userErrors = [] } = field as { userErrors?: readonly { code: string }[] };
  return userErrors.map(({ code }) => code);
}
