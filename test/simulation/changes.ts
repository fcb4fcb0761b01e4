import { png } from '../support/pictures.ts';
import { at, itemsOf, type GraphAnswer } from './graph.ts';
import type { Change, ChangeKind } from './history.ts';
import type { World } from './world.ts';

/** A change that is about to be sent. */
export interface ChangeDraft {
  readonly kind: ChangeKind;
  readonly mark: string;
  readonly target: string;
  readonly query: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Where a success tells the id of what it made. */
  readonly idAt?: readonly string[];
  /** To be called when it is over. */
  readonly release?: () => void;
}

/** One that the API takes. */
export const picture = png(168, 168).toString('base64');

/** The mutation of a kind, with the fields of its payload that are asked for. */
export function mutationOf(kind: ChangeKind, fields: string): string {
  const type = `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}Input!`;
  return `mutation($input: ${type}) { ${kind}(input: $input) { ${fields} userErrors { code message } } }`;
}

/** Drafts a change of a kind; undefined when there is nothing to change that way just now. */
export function draftChange(kind: ChangeKind, world: World): ChangeDraft | undefined {
  const { msn } = world;
  switch (kind) {
    case 'setOrderCategory': {
      const orderId = world.takeLinkOrder();
      if (orderId === undefined) return undefined;
      const url = `https://shop.example/${world.mark('link')}`;
      return {
        kind,
        mark: url,
        target: orderId,
        query: mutationOf(kind, 'categoryId'),
        input: { msn, paymentType: 'ECOM', orderId, type: 'DELIVERY', url },
        release: () => {
          world.release(orderId);
        },
      };
    }
    case 'addReceipt': {
      const orderId = world.newReceiptOrder();
      const line = { name: 'Kaffe', id: 'kaffe', totalAmount: 5000, taxRate: 2500 };
      const bottomLine = { currency: 'NOK', receiptNumber: orderId };
      return {
        kind,
        mark: receiptMark(orderId),
        target: orderId,
        query: mutationOf(kind, 'wasAlreadyStored receiptId'),
        input: { msn, paymentType: 'ECOM', orderId, orderLines: [line], bottomLine },
      };
    }
    case 'createCategory': {
      const orderId = world.takeCategoryOrder();
      if (orderId === undefined) return undefined;
      const url = `https://shop.example/${world.mark('category')}`;
      return {
        kind,
        mark: url,
        target: orderId,
        query: mutationOf(kind, 'category { categoryId }'),
        input: { msn, paymentType: 'ECOM', orderId, type: 'RECEIPT', url },
        idAt: ['category', 'categoryId'],
        release: () => {
          world.release(orderId);
        },
      };
    }
    case 'deleteCategory': {
      const made = world.takeCategory();
      if (made === undefined) return undefined;
      return {
        kind,
        mark: removalMark(made.id),
        target: made.mark,
        query: mutationOf(kind, 'category { categoryId }'),
        input: { msn, categoryId: made.id },
      };
    }
    case 'prefillProductOrder': {
      const name = world.mark('order');
      return {
        kind,
        mark: name,
        target: name,
        query: mutationOf(kind, 'idempotencyKey prefillUrl productOrder { productOrderId }'),
        input: {
          idempotencyKey: name,
          businessIdentifier: { scheme: 'business:NO:ORG', id: '311204173' },
          productType: 'LOGIN',
          salesUnitName: name,
        },
        idAt: ['productOrder', 'productOrderId'],
      };
    }
    case 'withdrawProductOrder': {
      const made = world.takeProductOrder();
      if (made === undefined) return undefined;
      return {
        kind,
        mark: removalMark(made.id),
        target: made.mark,
        query: mutationOf(kind, 'withdrawnProductOrderId'),
        input: { productOrderId: made.id },
      };
    }
    case 'uploadImage': {
      const imageId = world.mark('image');
      return {
        kind,
        mark: imageId,
        target: imageId,
        query: mutationOf(kind, 'imageId'),
        input: { msn, imageId, image: picture },
      };
    }
  }
}

/** The mark of a receipt: its order is told apart from a link of the same order. */
export function receiptMark(orderId: string): string {
  return `receipt of ${orderId}`;
}

/** The mark of a removal by the id of what is removed. */
export function removalMark(id: string): string {
  return `removal of ${id}`;
}

/** What an answer says became of a change. No answer at all says nothing. */
export function outcomeOf(
  draft: ChangeDraft,
  { data, faults }: GraphAnswer,
): Pick<Change, 'outcome' | 'code' | 'id'> {
  const payload = at(data, draft.kind);
  const told = itemsOf(at(payload, 'userErrors')).map((error) => String(at(error, 'code')));
  const codes = [...told, ...faults.map(({ code }) => code)];
  const isDone = payload !== null && payload !== undefined && told.length === 0;
  if (isDone) {
    const id = draft.idAt === undefined ? undefined : at(payload, ...draft.idAt);
    return { outcome: 'success', code: undefined, id: typeof id === 'string' ? id : undefined };
  }
  const isUnknown = data === undefined || codes.includes('OUTCOME_UNKNOWN');
  return { outcome: isUnknown ? 'unknown' : 'failure', code: codes[0], id: undefined };
}
