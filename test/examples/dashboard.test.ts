import { readFileSync } from 'node:fs';
import type { Browser, Page, Request } from 'playwright-core';
import { beforeAll, describe, expect, onTestFinished } from 'vitest';
import type { CloseOfMonthQuery } from '../../docs/examples/merchant-dashboard/src/generated/graphql.js';
import { monthOf } from '../../docs/examples/merchant-dashboard/src/close/months.js';
import { addDays } from '../../src/dates.js';
import { seriousFaults } from '../support/axe.js';
import { hasBrowser, launch, NEEDS_BROWSER } from '../support/browser.js';
import { FakeTimers } from '../support/fake-timers.js';
import { sharedStack } from '../support/fixture.js';
import { salesOfDate } from '../support/seeded-sales.js';
import type { GraphAnswer, Stack } from '../support/stack.js';
import { openDashboard, serveDashboard } from './dashboard.js';

const MANIFEST = 'docs/examples/merchant-dashboard/src/generated/trusted-documents.json';
/** Has 5,725 sales. */
const LEDGER = '430518';
/** Is paid out once a week, so its balance moves. */
const WEEKLY = '420177';
/** Has money, and no sales. */
const WITHOUT_SALES = '421006';
/** No other test reads its sales. */
const UNREAD = '418914';

let browser: Browser;
const timers = new FakeTimers();
// What the dashboard asks is listed, and nothing else is answered.
const it = sharedStack({ timers, env: { TRUSTED_DOCUMENTS: MANIFEST } })
  // As it is developed: React and Apollo Client warn of what they take for a fault.
  .extend('served', { scope: 'file' }, async ({ stack }, { onCleanup }) => {
    const served = await serveDashboard(stack.url, 'development');
    onCleanup(() => served.stop());
    await served.build();
    return served;
  })
  .extend('shipped', { scope: 'file' }, async ({ stack }, { onCleanup }) => {
    const shipped = await serveDashboard(stack.url);
    onCleanup(() => shipped.stop());
    await shipped.build();
    return shipped;
  });

describe.skipIf(!hasBrowser)(`the dashboard in Chromium${NEEDS_BROWSER}`, { timeout: 120_000 }, () => {
  beforeAll(async () => {
    browser = await launch();
    return () => browser.close();
  }, 60_000);

  it('scrolls through 5,000 sales, each once and in order, and asks nobody else', async ({ shipped }) => {
    const { page, requests, faults } = await openDashboard(browser, `${shipped.url}#/ledgers/${LEDGER}`);
    await page.waitForFunction(
      () => {
        // The end moves on with each page that comes.
        scrollTo(0, document.documentElement.scrollHeight);
        return document.querySelectorAll('.sales li').length >= 5_000;
      },
      undefined,
      { polling: 50, timeout: 100_000 },
    );
    const shown = await page.locator('.sales li').evaluateAll((items) =>
      items.slice(0, 5_000).map((item) => ({
        id: item.getAttribute('data-id'),
        reference: item.querySelector('.small')?.textContent.split(' · ')[1],
      })),
    );
    expect(new Set(shown.map(({ id }) => id)).size).toBe(5_000);
    expect(shown.map(({ reference }) => reference)).toEqual(newest(LEDGER, 5_000));
    expect(requests.filter((url) => !url.startsWith(shipped.url) && !url.startsWith('data:'))).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('shows what is sold meanwhile, once, also what was sold while the connection was lost', async ({
    served,
    stack,
  }) => {
    const { page, faults } = await openDashboard(browser, served.url);
    const release = await hold(page, 'query Sales(', 2);
    await page.goto(`${served.url}#/ledgers/418806`);
    const list = page.locator('.sales');
    const top = list.locator('li').first();
    const live = page.locator('.live[data-state="live"]');
    const sell = (reference: string): Promise<unknown> =>
      stack.sandbox.ledgers.addEvents('418806', [
        { reference, amounts: { gross: 12_500, net: 10_000, vat: 2_500 } },
      ]);

    await live.waitFor();
    await sell('sold just now');
    await pollUntilTold(page, 'sold just now');
    // Only now the list is read that was asked for as the stream was open, and it has that sale too.
    release();
    await page.locator('.sales[aria-busy="false"]').waitFor();
    const count = await list.locator('li').count();
    // The page that was read first stays, too.
    expect(count).toBe(251);
    expect(await list.getByText('sold just now').count()).toBe(1);
    expect(await top.innerText()).toMatch(/^Open amount\s+NOK\s125\.00\s/);
    expect(await live.innerText()).toMatch(/ Latest: NOK\s125\.00\.$/);
    expect(faults).toEqual([]);

    served.cut();
    await page.locator('.live[data-state="interrupted"]').waitFor();
    await sell('sold in between');
    await live.waitFor();
    await pollUntilTold(page, 'sold in between');
    expect(await list.locator('li').count()).toBe(count + 1);

    // Back finds them before the list is read anew.
    await page.evaluate(() => {
      location.hash = '#/ledgers';
    });
    await page.getByRole('heading', { name: 'Ledgers' }).waitFor();
    const read = await hold(page, 'query Sales(', 1);
    await page.goBack();
    await top.getByText('sold in between').waitFor();
    expect(await list.getByText('sold just now').count()).toBe(1);
    expect(await list.getAttribute('aria-busy')).toBe('true');
    expect(await list.locator('li').count()).toBe(count + 1);
    read();

    // Read anew, the list holds what was told, and no more.
    await page.reload();
    await top.getByText('sold in between').waitFor();
    expect(await page.getByText('sold just now').count()).toBe(1);
  });

  it('goes on behind what it told once a stream has been silent for long, and not before', async ({
    served,
    stack,
  }) => {
    const { page, faults } = await openDashboard(browser, served.url);
    await page.clock.install();
    await page.goto(`${served.url}#/ledgers/418806`);
    const live = page.locator('.live[data-state="live"]');
    await live.waitFor();
    await stack.sandbox.ledgers.addEvents('418806', [{ reference: 'told before the silence' }]);
    await pollUntilTold(page, 'told before the silence');
    // Comments count as well: the server has nothing else to tell.
    timers.advance(12_000);
    await page.clock.fastForward(25_000);
    expect(await live.count()).toBe(1);

    const asked = page.waitForRequest((request) => request.postData()?.includes('SaleAdded') === true);
    await page.clock.fastForward(31_000);
    await page.locator('.live[data-state="interrupted"]').waitFor();
    await stack.sandbox.ledgers.addEvents('418806', [{ reference: 'sold in the silence' }]);
    await page.clock.fastForward(1_000);
    expect((await asked).postDataJSON()).toMatchObject({ variables: { after: expect.any(String) } });
    await live.waitFor();
    await pollUntilTold(page, 'sold in the silence');
    expect(faults).toEqual([]);
  });

  it('goes on after a failure that passes, when it is told to, and stops at one that does not', async ({
    shipped,
  }) => {
    // React's strict mode would open each stream twice.
    const { page, faults } = await openDashboard(browser, shipped.url);
    await page.clock.install();
    const answers = [
      refusal('RATE_LIMITED', { status: 429, retryAfter: 40 }),
      refusal('UPSTREAM_UNAVAILABLE', { contentType: 'text/event-stream' }),
      refusal('FORBIDDEN', { contentType: 'text/event-stream' }),
    ];
    const asked = await answerStreams(page, answers);
    await page.goto(`${shipped.url}#/ledgers/${WEEKLY}`);
    await page.locator('.live[data-state="interrupted"]').waitFor();
    await page.clock.fastForward(39_000);
    expect(asked()).toBe(1);
    await page.clock.fastForward(1_500);
    await expect.poll(asked).toBe(2);
    await page.clock.fastForward(2_500);
    await page.getByText('Not live: FORBIDDEN').waitFor();
    await page.clock.fastForward(120_000);
    expect(asked()).toBe(3);
    expect(faults).toEqual([expect.stringMatching(/^429 /), expect.stringContaining('status of 429')]);
  });

  it.for([{ rateLimit: { retryAfterSeconds: null } }, { malformed: true }] as const)(
    'says why sales could not be read, not that there are none: %j',
    async (fault, { served, stack }) => {
      await stack.sandbox.faults.add({ path: '/sales/**', times: null, ...fault });
      onTestFinished(() => stack.sandbox.faults.clear());
      const { page, faults } = await openDashboard(browser, `${served.url}#/ledgers/${UNREAD}`);
      await page.getByRole('alert').first().waitFor();
      expect(await page.locator('main').innerText()).not.toMatch(/No sales yet|That is all/);
      expect(faults).toEqual([]);
    },
  );

  it('comes back to where a list was left, with all that was read of it', async ({ served }) => {
    const { page, faults } = await openDashboard(browser, `${served.url}#/ledgers/${LEDGER}`);
    const items = page.locator('.sales li');
    await items.nth(249).waitFor();
    await items.nth(249).scrollIntoViewIfNeeded();
    await items.nth(499).waitFor();
    const place = (): Promise<string> => page.evaluate(() => JSON.stringify([scrollY, history.state]));
    await expect.poll(place).toMatch(/^\[([\d.]+),\{"scrollY":\1\}\]$/);
    const left = await place();
    // Links stand at the top.
    await page.evaluate((href) => {
      location.hash = href;
    }, `#/ledgers/${LEDGER}/close/2020-01`);
    await page.getByText('Nothing happened in this month.').waitFor();
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await page.goBack();
    await items.nth(499).waitFor();
    await page.locator('.sales[aria-busy="false"]').waitFor();
    expect(await place()).toBe(left);
    expect(await items.count()).toBeGreaterThanOrEqual(500);
    expect(faults).toEqual([]);
  });

  it('says what a refusal in plain JSON says, in place of the units that were shown', async ({ served }) => {
    const { page, faults } = await openDashboard(browser, served.url);
    await page.getByText('134 units').waitFor();
    await page.route('**/graphql', (route) => route.fulfill(refusal('RATE_LIMITED', { status: 429 })));
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.getByLabel('Name contains').pressSequentially('kiosken');
    await page.getByRole('alert').getByText('RATE_LIMITED').waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/134 units|cannot be reached/);
    expect(asked).toHaveLength(1);
    expect(faults).toEqual([expect.stringMatching(/^429 /), expect.stringContaining('status of 429')]);
  });

  it('draws the close as the data are', async ({ served, stack }) => {
    const variables = { ledgerId: WEEKLY, from: '2026-08-01', to: '2026-08-31' };
    const answer: GraphAnswer<CloseOfMonthQuery> = await ask(stack, 'CloseOfMonth', variables);
    const days = answer.data?.ledger?.close?.nodes ?? [];
    expect(days).toHaveLength(31);

    const { page, faults } = await openDashboard(browser, `${served.url}#/ledgers/${WEEKLY}/close/2026-08`);
    const picture = page.getByRole('img', { name: /^Balance from date to date, between NOK\s0\.00 and / });
    await picture.waitFor();
    const drawn = await picture.evaluate((svg) => {
      const all = (selector: string) => [...svg.querySelectorAll(selector)];
      const number = (element: Element | null, name: string) => Number(element?.getAttribute(name));
      return {
        ticks: all('g').map((g) => ({
          value: number(g, 'data-value'),
          y: number(g.firstElementChild, 'y1'),
        })),
        points: all('circle').map((each) => ({
          date: each.getAttribute('data-date'),
          y: number(each, 'cy'),
        })),
        bars: all('rect').map((each) => ({
          date: each.getAttribute('data-date'),
          height: number(each, 'height'),
        })),
        title: all('circle title')[7]?.textContent,
      };
    });
    const [zero, next] = drawn.ticks;
    if (zero === undefined || next === undefined) throw new Error('the picture has no scale');
    expect(zero.value).toBe(0);
    const perValue = (next.y - zero.y) / next.value;
    expect(drawn.points).toEqual(
      days.map(({ date, figures }) => ({
        date,
        y: expect.closeTo(zero.y + (figures.closingBalance?.value ?? Number.NaN) * perValue, 3),
      })),
    );
    expect(drawn.bars).toEqual(
      days.map(({ date, figures }) => ({
        date,
        height: expect.closeTo((figures.payouts?.value ?? Number.NaN) * perValue, 3),
      })),
    );
    expect(new Set(drawn.points.map(({ y }) => y)).size).toBeGreaterThan(20);
    expect(drawn.title).toMatch(/^2026-08-08: NOK\s8,450\.00$/);

    await page.getByText('The same as a table').click();
    const balances = await page
      .locator('details td:nth-child(2) data')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('value')));
    expect(balances).toEqual(days.map(({ figures }) => figures.closingBalance?.decimal));
    expect(await page.locator('.state').innerText()).toBe('Closed, and all fits.');
    expect(faults).toEqual([]);
  });

  it('leads to the close of a ledger without sales', async ({ served }) => {
    const { page, faults } = await openDashboard(browser, `${served.url}#/ledgers/${WITHOUT_SALES}`);
    await page.getByText('No sales yet.').waitFor();
    await page.getByRole('link', { name: `Close of ${monthOf(new Date())}` }).click();
    await page.locator('.state[data-state]').waitFor();
    expect(faults).toEqual([]);
  });

  it('asks for a close anew when it is looked at again, as an open month goes on', async ({ served }) => {
    const { page, faults } = await openDashboard(browser, `${served.url}#/ledgers/${WEEKLY}/close/2026-08`);
    await page.locator('.state[data-state]').waitFor();
    await page.evaluate(() => {
      location.hash = '#/ledgers';
    });
    await page.getByRole('heading', { name: 'Ledgers' }).waitFor();
    const isClose = (sent: Request): boolean => sent.postData()?.includes('query CloseOfMonth') === true;
    await Promise.all([page.waitForRequest(isClose, { timeout: 5_000 }), page.goBack()]);
    expect(faults).toEqual([]);
  });

  it('shows what is wrong with a receipt at its fields, by keyboard alone, then stores it', async ({
    served,
    stack,
  }) => {
    const { page, faults } = await openDashboard(browser, `${served.url}#/units/204117/receipt`);
    const fill = async (values: Readonly<Record<string, string>>): Promise<void> => {
      for (const [name, value] of Object.entries(values)) {
        await tabTo(page, name);
        await page.keyboard.press('Control+A');
        await page.keyboard.type(value);
      }
    };
    await page.getByLabel('Order id').waitFor();
    await stack.clearCalls();
    await fill({ orderId: 'not an id', 'orderLines.0.totalAmount': '1.200,50' });
    await page.keyboard.press('Enter');
    const AMOUNT_RULE =
      'Write an amount such as 129.50 or 1 200,50: no point or comma between thousands, and no more than two decimals.';
    expect(await wrongFields(page)).toEqual({
      'orderLines.0.name': 'Write what was sold.',
      'orderLines.0.id': 'Write the id of the product.',
      'orderLines.0.totalAmount': AMOUNT_RULE,
      'orderLines.0.taxRate': 'Choose the rate.',
    });

    await fill({ 'orderLines.0.name': 'Kaffe', 'orderLines.0.id': 'k1', 'orderLines.0.totalAmount': '10' });
    await fill({ 'orderLines.0.taxRate': '25', 'orderLines.0.totalTaxAmount': '12,50' });
    await page.keyboard.press('Enter');
    await page.locator('[id="orderId-faults"]').waitFor();
    const line = { name: 'Kaffe', id: 'k1', totalAmount: 1_000, taxRate: 2_500, totalTaxAmount: 1_250 };
    const { data } = await ask<{
      addReceipt: { userErrors: readonly { field: string[]; message: string }[] };
    }>(stack, 'AddReceipt', { input: { ...receiptOf('not an id'), orderLines: [line] } });
    const told = data?.addReceipt.userErrors ?? [];
    expect(told).toHaveLength(2);
    expect(await wrongFields(page)).toEqual(
      Object.fromEntries(told.map(({ field, message }) => [field.join('.'), message])),
    );
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('orderId');

    // A refusal of the whole request stands at its field too.
    await fill({ orderId: 'dashboard-1', 'orderLines.0.totalTaxAmount': '2' });
    await page.getByLabel('Product', { exact: true }).fill('K'.repeat(20_000));
    await page.keyboard.press('Enter');
    await expect
      .poll(() => wrongFields(page))
      .toEqual({
        'orderLines.0.name': expect.stringContaining('orderLines.0.name'),
      });
    expect(await page.locator('.failure').count()).toBe(0);
    expect(await stack.calls()).toEqual([]);

    await fill({ 'orderLines.0.name': 'Kaffe', 'orderLines.0.totalAmount': '1\u00a0200,50' });
    await fill({ 'orderLines.0.totalTaxAmount': '240.1' });
    await page.keyboard.press('Enter');
    const stored = page.getByText('Stored for order dashboard-1: ');
    await stored.waitFor();
    expect(await stored.innerText()).toMatch(/: NOK\s1,200\.50, of which tax NOK\s240\.10\.$/);
    expect(await wrongFields(page)).toEqual({});
    expect(await stack.calls()).toEqual([
      'POST /order-management/v2/ecom/receipts/dashboard-1',
      'GET /order-management/v2/ecom/dashboard-1',
    ]);

    // It is not said of what is written next.
    await fill({ 'orderLines.0.totalAmount': 'eleven' });
    expect(await stored.count()).toBe(0);
    await page.keyboard.press('Enter');
    expect(await wrongFields(page)).toEqual({ 'orderLines.0.totalAmount': AMOUNT_RULE });

    // What is about no field stands above them all.
    await fill({ 'orderLines.0.totalAmount': '1100' });
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Another receipt').waitFor();
    expect(await stored.count()).toBe(0);
    expect(await wrongFields(page)).toEqual({});
    // The browser's own word of the request that was refused as a whole.
    expect(faults).toEqual([expect.stringMatching(/^400 /), expect.stringContaining('status of 400')]);
  });

  it('says of a receipt whose answer was lost that it may be stored, and takes it again', async ({
    served,
  }) => {
    const { page, faults } = await openDashboard(browser, `${served.url}#/units/204117/receipt`);
    const { promise: isSent, resolve: sent } = Promise.withResolvers<undefined>();
    const { promise: isSeen, resolve: seen } = Promise.withResolvers<undefined>();
    await page.route(
      '**/graphql',
      async (route) => {
        await route.fetch();
        sent(undefined);
        await isSeen;
        await route.abort();
      },
      { times: 1 },
    );
    await page.getByLabel('Order id').fill('dashboard-2');
    await page.getByLabel('Product', { exact: true }).fill('Kaffe');
    await page.getByLabel('Product id').fill('k1');
    await page.getByLabel('Amount with tax').fill('10');
    await page.getByLabel('Tax rate').selectOption('25 %');
    const send = page.getByRole('button', { name: 'Send the receipt' });
    await send.press('Enter');
    await isSent;
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    expect(await focused()).toBe('Sending …');
    seen(undefined);
    await page.getByRole('alert').getByText('not known whether the receipt was stored').waitFor();
    expect(await focused()).toBe('Send the receipt');
    await send.press('Enter');
    await page.getByText('This very receipt was there already for order dashboard-2: ').waitFor();
    expect(await page.locator('.failure').count()).toBe(0);
    expect(faults).toEqual([expect.stringContaining('net::ERR_FAILED')]);
  });

  it('lets each control be reached by Tab, and says which page is shown', async ({ served }) => {
    const { page, faults } = await openDashboard(browser, served.url);
    await page.getByText('134 units').waitFor();
    const controls = await page
      .locator('a, button, input')
      .evaluateAll((all) => all.map((each) => each.outerHTML));
    const reached: string[] = [];
    while (reached.length < controls.length) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(() => document.activeElement?.outerHTML ?? ''));
    }
    expect(reached).toEqual(controls);
    await page.getByRole('link', { name: 'Sales of Måkeskrik Moloen' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Sales on ledger 418914' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('main');
    expect(await page.title()).toBe('Sales on ledger 418914 · Merchant dashboard');
    expect(faults).toEqual([]);
  });

  it.for([1_400, 390])(
    'has nothing that axe finds serious, or that is cut off, light or dark: %i wide',
    async (width, { served }) => {
      const { page, faults } = await openDashboard(browser, served.url, { width });
      for (const [path, shown] of [
        ['#/', '134 units'],
        ['#/ledgers', 'Ripe & Røyk Fiskedisken'],
        [`#/ledgers/${WEEKLY}`, 'Live: '],
        [`#/ledgers/${WEEKLY}/close/2026-08`, 'What does not fit'],
        ['#/units/204117/receipt', 'Send the receipt'],
      ] as const) {
        await page.goto(`${served.url}${path}`);
        await page.getByText(shown).first().waitFor();
        if (shown === 'Send the receipt') {
          await page.getByText(shown).click();
          await page.locator('.fault').first().waitFor();
        }
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          expect(await seriousFaults(page), `${path} ${colorScheme}`).toEqual([]);
        }
        // Names of shops and goods may be one long word.
        await page.locator('h2, .cards p, .sales .what, .sales .small, legend, li').evaluateAll((all) => {
          for (const text of all)
            if (text.childElementCount === 0) text.textContent = 'Fiskeboller'.repeat(12);
        });
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          expect(await widerThanTheirPlace(page), `${path} ${colorScheme}`).toEqual([]);
        }
      }
      expect(faults).toEqual([]);
    },
  );

  it('asks a graph at another address that lists its origin', async ({ start }) => {
    const served = await serveDashboard('http://127.0.0.1:9');
    onTestFinished(() => served.stop());
    const stack = await start({ env: { CORS_ORIGINS: new URL(served.url).origin } });
    await served.build({ VITE_GRAPHQL_URL: `${stack.url}/graphql` });
    const { page, faults } = await openDashboard(browser, `${served.url}#/ledgers/${WEEKLY}`);
    await page.locator('.sales li').first().waitFor();
    await page.locator('.live[data-state="live"]').waitFor();
    expect(faults).toEqual([]);
  });
});

/** What does not fit into its place. */
function widerThanTheirPlace(page: Page): Promise<readonly string[]> {
  return page
    .locator('html, .field, .cards li, .sales li, fieldset')
    .evaluateAll((all) =>
      all
        .filter((each) => each.scrollWidth > each.clientWidth)
        .map(({ outerHTML }) => outerHTML.slice(0, 99)),
    );
}

/** Asks with the text that the manifest has, as nothing else is answered. */
async function ask<T>(
  stack: Stack,
  name: string,
  variables: Record<string, unknown>,
): Promise<GraphAnswer<T>> {
  const texts: Readonly<Record<string, string>> = JSON.parse(readFileSync(MANIFEST, 'utf8'));
  const text = Object.values(texts).find((each) => new RegExp(`^\\w+ ${name}\\b`).test(each));
  if (text === undefined) throw new Error(`${name} is not listed`);
  return stack.askText(text, variables);
}

/** Time stands still until a sale is looked for: then the feed is polled. */
function pollUntilTold(page: Page, reference: string): Promise<void> {
  return expect
    .poll(
      () => {
        timers.advance(3_000);
        return page.locator('.sales').innerText();
      },
      { timeout: 20_000 },
    )
    .toContain(reference);
}

/** A receipt of sales unit 204117 but for its lines. */
function receiptOf(orderId: string) {
  return { msn: '204117', orderId, paymentType: 'ECOM', bottomLine: { currency: 'NOK' } };
}

/** Holds the first, second or later request with a text from now on until it is released. */
async function hold(page: Page, text: string, which: number): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let count = 0;
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes(text) === true) count += 1;
    if (count === which) await promise;
    await route.continue();
  });
  return () => {
    resolve(undefined);
  };
}

/** An answer that is a refusal: of a stream its only event, else JSON. Its message is its code. */
function refusal(
  code: string,
  { status = 200, retryAfter, contentType = 'application/json' }: RefusalOptions,
): Answer {
  const errors = [{ message: code, extensions: { code, ...(retryAfter !== undefined && { retryAfter }) } }];
  const text = JSON.stringify({ errors });
  const body =
    contentType === 'application/json' ? text : `event: next\ndata: ${text}\n\nevent: complete\n\n`;
  return { status, contentType, body };
}

interface RefusalOptions {
  readonly status?: number;
  readonly retryAfter?: number;
  readonly contentType?: 'application/json' | 'text/event-stream';
}

type Answer = Readonly<Record<'contentType' | 'body', string>> & { readonly status: number };

/** Gives the first streams these answers; tells how many were asked for. */
async function answerStreams(page: Page, answers: readonly Answer[]): Promise<() => number> {
  let count = 0;
  await page.route('**/graphql', async (route) => {
    if (route.request().headers()['accept'] !== 'text/event-stream') return route.continue();
    count += 1;
    const answer = answers[count - 1];
    return answer === undefined ? route.continue() : route.fulfill(answer);
  });
  return () => count;
}

/** References of the newest sales that the sandbox was made with, the newest first. */
function newest(ledgerId: string, count: number): readonly string[] {
  const found: string[] = [];
  for (let date = '2026-09-14'; found.length < count; date = addDays(date, -1))
    found.push(
      ...salesOfDate(ledgerId, date)
        .map(({ reference }) => reference)
        .reverse(),
    );
  return found.slice(0, count);
}

/** Presses Tab until the focus is on the field of a name. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if ((await page.evaluate(() => document.activeElement?.id)) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not come to ${name}`);
}

/** The fields that are marked as wrong, each with what describes it. */
function wrongFields(page: Page): Promise<Record<string, string | undefined>> {
  return page
    .locator('[aria-invalid="true"]')
    .evaluateAll((fields) =>
      Object.fromEntries(
        fields.map((field) => [
          field.id,
          document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent,
        ]),
      ),
    );
}
