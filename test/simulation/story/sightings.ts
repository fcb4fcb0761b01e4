import { at, itemsOf } from '../graph.ts';
import { productOrdersQuery } from '../traffic.ts';
import { change, done, full, haveUrl, isDone, msn, paymentType, type DrillParts } from './acts.ts';
import { SAME_KEYS, WRITER, type TenantId } from './tenants.ts';

/** Who sees what, and from when on: a change at once, also by others with the same keys; and nobody what is not his. */
export const sightings = {
  'changes are seen': changesSeen,
  'product orders are seen': productOrdersSeen,
  'what is not his': hidden,
} as const satisfies Record<string, (parts: DrillParts) => Promise<void>>;

const orderQuery = `query($orderId: String!) { order(msn: "${msn}", paymentType: ${paymentType}, orderId: $orderId) {
  category { url } receipt { bottomLine { receiptNumber } } categories { url } } }`;

const recurringQuery = `query($orderId: String!) {
  order(msn: "${msn}", paymentType: RECURRING, orderId: $orderId) { category { url } } }`;

async function changesSeen(parts: DrillParts): Promise<void> {
  const orderId = 'scene-seen';
  const order = { msn, paymentType, orderId };
  const url = (name: string): string => `https://shop.example/scene-${name}`;
  const expectSeen = async (after: string): Promise<void> => {
    for (const tenant of [WRITER, SAME_KEYS] as const) await expectOrder(parts, tenant, orderId, after);
  };
  await haveUrl(parts, orderId, url('first'));
  await expectSeen('a link was set');
  const receipt = {
    ...order,
    orderLines: [{ name: 'Kaffe', id: 'kaffe', totalAmount: 5000, taxRate: 2500 }],
    bottomLine: { currency: 'NOK', receiptNumber: orderId },
  };
  done(parts, 'addReceipt', await change(parts, 'addReceipt', 'receiptId', receipt));
  await expectSeen('a receipt was added');
  const category = { ...order, type: 'RECEIPT', url: url('added') };
  const added = await change(parts, 'createCategory', 'category { categoryId }', category);
  done(parts, 'createCategory', added);
  await expectSeen('a category was added');
  await haveUrl(parts, orderId, url('second'));
  await expectSeen('a link was replaced');
  const categoryId = at(added.data, 'createCategory', 'category', 'categoryId');
  const removed = await change(parts, 'deleteCategory', 'category { url }', { msn, categoryId });
  done(parts, 'deleteCategory', removed);
  await expectSeen('a category was removed');
  await recurringSeen(parts);
}

/** Whoever removes a category says its id alone: it may be that of a recurring order, too. */
async function recurringSeen(parts: DrillParts): Promise<void> {
  const orderId = 'scene-recurring';
  const url = 'https://shop.example/scene-recurring';
  const expectUrl = async (after: string, expected: string | null): Promise<void> => {
    for (const tenant of [WRITER, SAME_KEYS] as const) {
      const answer = await parts.ask(recurringQuery, { orderId }, { tenant });
      full(parts, `a read by ${tenant} after ${after}`, answer);
      const seen = at(answer.data, 'order', 'category', 'url') ?? null;
      if (answer.faults.length === 0 && seen !== expected)
        parts.wrong(`after ${after} of a recurring order, ${tenant} sees ${answer.text}`);
    }
  };
  const category = { msn, paymentType: 'RECURRING', orderId, type: 'RECEIPT', url };
  const added = await change(parts, 'createCategory', 'category { categoryId }', category);
  done(parts, 'createCategory', added);
  await expectUrl('a category was added', url);
  const categoryId = at(added.data, 'createCategory', 'category', 'categoryId');
  done(
    parts,
    'deleteCategory',
    await change(parts, 'deleteCategory', 'category { url }', { msn, categoryId }),
  );
  await expectUrl('a category was removed', null);
}

/** An order shows what the sandbox has stored of it. */
async function expectOrder(
  parts: DrillParts,
  tenant: TenantId,
  orderId: string,
  after: string,
): Promise<void> {
  const answer = await parts.ask(orderQuery, { orderId }, { tenant });
  full(parts, `a read by ${tenant} after ${after}`, answer);
  const { categories, receipts } = await parts.control.orders.stored();
  const urls = categories.filter((each) => each.orderId === orderId).map(({ url }) => url);
  const receipt = receipts.find((each) => each.orderId === orderId)?.orderId;
  const seen = at(answer.data, 'order');
  const said = [
    at(seen, 'category', 'url'),
    at(seen, 'receipt', 'bottomLine', 'receiptNumber'),
    itemsOf(at(seen, 'categories'))
      .map((each) => String(at(each, 'url')))
      .sort(),
  ];
  if (JSON.stringify(said) !== JSON.stringify([urls.at(-1), receipt, urls.toSorted()]))
    parts.wrong(`after ${after}, ${tenant} sees ${answer.text}`);
}

const productOrderQuery = 'query($id: String!) { productOrder(productOrderId: $id) { productOrderId } }';

async function productOrdersSeen(parts: DrillParts): Promise<void> {
  const listed = async (): Promise<readonly unknown[]> => {
    const answer = await parts.ask(productOrdersQuery, {}, { tenant: WRITER });
    full(parts, 'a read of product orders', answer);
    return itemsOf(at(answer.data, 'productOrders', 'nodes')).map((node) => at(node, 'productOrderId'));
  };
  await listed();
  const name = 'scene-order';
  const made = await change(parts, 'prefillProductOrder', 'productOrder { productOrderId }', {
    idempotencyKey: name,
    businessIdentifier: { scheme: 'business:NO:ORG', id: '311204173' },
    productType: 'LOGIN',
    salesUnitName: name,
  });
  done(parts, 'prefillProductOrder', made);
  const id = at(made.data, 'prefillProductOrder', 'productOrder', 'productOrderId');
  if (!(await listed()).includes(id)) parts.wrong('a product order that was made is not listed');
  const read = async (): Promise<unknown> => {
    const answer = await parts.ask(productOrderQuery, { id }, { tenant: WRITER });
    full(parts, 'a read of a product order', answer);
    return at(answer.data, 'productOrder', 'productOrderId');
  };
  if ((await read()) !== id) parts.wrong('a product order that was made is not there');
  const withdrawn = await change(parts, 'withdrawProductOrder', 'withdrawnProductOrderId', {
    productOrderId: id,
  });
  done(parts, 'withdrawProductOrder', withdrawn);
  if ((await read()) === id) parts.wrong('a product order that was withdrawn is there');
  if ((await listed()).includes(id)) parts.wrong('a product order that was withdrawn is listed');
}

/** What one tenant has just read, others must not see that may not: by their keys, their sales units or their ledgers. */
async function hidden(parts: DrillParts): Promise<void> {
  const orderId = 'scene-hidden';
  await haveUrl(parts, orderId, 'https://shop.example/scene-hidden');
  const reads = [
    { who: 'fremmed', query: orderQuery, variables: { orderId }, path: ['order', 'category'] },
    {
      who: SAME_KEYS,
      query: 'query($msn: String!) { salesUnit(msn: $msn) { name } }',
      variables: { msn: '251308' },
      path: ['salesUnit', 'name'],
    },
    {
      who: SAME_KEYS,
      query: 'query($ledgerId: String!) { ledger(ledgerId: $ledgerId) { currency } }',
      variables: { ledgerId: '418914' },
      path: ['ledger', 'currency'],
    },
    {
      // A ledger that it may see, of units that it may not.
      who: SAME_KEYS,
      query: 'query($ledgerId: String!) { ledger(ledgerId: $ledgerId) { pointsOfSale { name } } }',
      variables: { ledgerId: '436220' },
      path: ['ledger', 'pointsOfSale', 0, 'name'],
    },
  ] as const;
  for (const { who, query, variables, path } of reads) {
    const own = await parts.ask(query, variables, { tenant: WRITER });
    full(parts, `a read by ${WRITER}`, own);
    if (at(own.data, ...path) == null) parts.wrong(`${WRITER} does not see ${path.join('.')}: ${own.text}`);
    const other = await parts.ask(query, variables, { tenant: who });
    if (at(other.data, ...path) != null) parts.wrong(`${who} sees ${path.join('.')}: ${other.text}`);
    const limited = await parts.ask(query, variables, { tenant: WRITER, scopes: 'product-orders:read' });
    if (at(limited.data, ...path) != null)
      parts.wrong(`a caller of ${WRITER} who may not sees ${path.join('.')}: ${limited.text}`);
  }
  const link = { msn: '251308', paymentType, orderId, type: 'DELIVERY', url: 'https://shop.example/not-his' };
  const answer = await change(parts, 'setOrderCategory', 'categoryId', link, { tenant: SAME_KEYS });
  if (isDone('setOrderCategory', answer)) parts.wrong(`${SAME_KEYS} changes what it may not see`);
}
