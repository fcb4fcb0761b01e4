import type { BankAccount, BusinessIdentifier } from '../model/management.js';
import type { Country } from './calendar.js';
import * as goods from './catalogues.js';
import { norwegianAccountNumber } from './check-digits.js';
import { seedManagement } from './management.js';

/** Where sales of a ledger are made. */
export interface PointOfSale {
  readonly name: string;
  readonly recipientHandle: string;
}

/** What is sold at a ledger: at a till, from a basket on the phone, as an open amount, or in a web shop. */
export type Trade = 'till' | 'basket' | 'openAmount' | 'webShop';

/** A ledger and the trade behind it, from which all its sales and entries follow. */
export interface SeededLedger {
  /** Its number, from 0: part of the references of its sales. */
  readonly no: number;
  readonly ledgerId: string;
  readonly country: Country;
  readonly currency: string;
  readonly owner: BusinessIdentifier;
  readonly payoutBankAccount: BankAccount;
  readonly pointsOfSale: readonly PointOfSale[];
  readonly trade: Trade;
  readonly goods: readonly goods.Goods[];
  /** Sales on a usual day. */
  readonly perDay: number;
  readonly payout: 'daily' | 'weekly' | 'monthly';
  /** Fees are invoiced instead of held back. */
  readonly grossSettlement: boolean;
  /** Whether the merchant has granted the accounting partner access. */
  readonly granted: boolean;
}

type Place = readonly [unit: string, vmNumber?: string];

interface Row {
  readonly id: string;
  /** The sales unit by name; with a Vippsnummer or MyShop number the handle is that, else the MSN. */
  readonly places: readonly Place[];
  readonly trade: Trade;
  readonly goods?: readonly goods.Goods[];
  readonly perDay: number;
  readonly payout?: 'weekly' | 'monthly';
  readonly gross?: true;
  readonly foreign?: true;
}

const rows: readonly Row[] = [
  { id: '418806', places: [['Måkeskrik Torget', '771204']], trade: 'basket', goods: goods.cafe, perDay: 110 },
  { id: '418914', places: [['Måkeskrik Moloen']], trade: 'till', goods: goods.cafe, perDay: 60 },
  {
    id: '420177',
    places: [['Lysefloen IL Kiosken', '640018']],
    trade: 'openAmount',
    perDay: 12,
    payout: 'weekly',
  },
  { id: '421006', places: [['Fjordskyss Billetter på nett']], trade: 'webShop', perDay: 30 },
  { id: '421390', places: [['Fjordskyss Kafeen om bord']], trade: 'till', goods: goods.cafe, perDay: 36 },
  { id: '430518', places: [['Ripe & Røyk Fiskedisken']], trade: 'till', goods: goods.fish, perDay: 30 },
  {
    id: '431127',
    places: [['Bjørkeløvet Markens', '588230']],
    trade: 'basket',
    goods: goods.flowers,
    perDay: 18,
  },
  {
    id: '433901',
    places: [['Hvalbukta Museum Billettluka']],
    trade: 'till',
    goods: goods.tickets,
    perDay: 8,
    payout: 'monthly',
  },
  {
    id: '436220',
    places: [['Steinrøysa Ølteltet'], ['Steinrøysa Matgata'], ['Steinrøysa Suvenirer']],
    trade: 'till',
    goods: goods.festival,
    perDay: 14,
  },
  {
    id: '510334',
    places: [['Rugsol Nørregade', '90601']],
    trade: 'basket',
    goods: goods.danishBakery,
    perDay: 24,
  },
  {
    id: '512208',
    places: [['Solsikkens Køkken Vesterbro']],
    trade: 'till',
    goods: goods.danishBakery,
    perDay: 20,
  },
  { id: '514019', places: [['Klitrosen Receptionen', '90877']], trade: 'openAmount', perDay: 5, gross: true },
  {
    id: '610045',
    places: [['Revontulen Leipomo Kirkkokatu', '12345']],
    trade: 'basket',
    goods: goods.finnishBakery,
    perDay: 16,
  },
  {
    id: '611583',
    places: [['Tuulensuun Teatteri Lippukassa']],
    trade: 'till',
    goods: goods.theatre,
    perDay: 8,
  },
  { id: '700031', places: [['Saltskvett Kiosken', '733155']], trade: 'openAmount', perDay: 0 },
  {
    id: '702244',
    places: [['Rosenkål Torgboden', '519902']],
    trade: 'basket',
    goods: goods.cafe,
    perDay: 9,
    foreign: true,
  },
];

const currencies = { NO: 'NOK', DK: 'DKK', FI: 'EUR' };
const accountSchemes = { NO: 'BBAN:NO', DK: 'BBAN:DK', FI: 'BBAN:FI' };

let ledgers: readonly SeededLedger[] | undefined;

/** All ledgers, in the order in which the API lists them. The last two are one without sales, and one not granted. */
export function seededLedgers(): readonly SeededLedger[] {
  return (ledgers ??= build());
}

function build(): SeededLedger[] {
  const { salesUnits } = seedManagement();
  const units = new Map(salesUnits.map((unit) => [unit.name, unit]));
  return rows.map((row, no) => {
    const places = row.places.map(([name, vmNumber]) => {
      const unit = units.get(name);
      if (!unit) throw new Error(`No sales unit is called ${name}`);
      const country = countryOf(unit.businessIdentifier);
      return {
        country,
        unit,
        name,
        handle: vmNumber === undefined ? `api:${unit.msn}` : `${country}:${vmNumber}`,
      };
    });
    const [place] = places;
    if (!place) throw new Error(`Ledger ${row.id} has no point of sale`);
    const { country, unit } = place;
    return {
      no,
      ledgerId: row.id,
      country,
      currency: currencies[country],
      owner: unit.businessIdentifier,
      payoutBankAccount: { scheme: accountSchemes[country], id: accountNumber(country, no) },
      pointsOfSale: places.map(({ name, handle }) => ({ name, recipientHandle: handle })),
      trade: row.trade,
      goods: row.goods ?? [],
      perDay: row.perDay,
      payout: row.payout ?? 'daily',
      grossSettlement: row.gross ?? false,
      granted: !row.foreign,
    };
  });
}

function countryOf({ scheme }: BusinessIdentifier): Country {
  const country = scheme.split(':')[1];
  return country === 'DK' || country === 'FI' ? country : 'NO';
}

function accountNumber(country: Country, no: number): string {
  const digits = String(9_700_400_210 + no * 1_030);
  if (country !== 'NO') return `${digits}0000`;
  // Not every number has a check digit: the next one does.
  try {
    return norwegianAccountNumber(digits);
  } catch {
    return norwegianAccountNumber(String(Number(digits) + 1));
  }
}
