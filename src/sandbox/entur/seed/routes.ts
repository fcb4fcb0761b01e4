import type { TextInLanguage } from '../model/order.js';

/** A journey that is sold. */
export interface SeededRoute {
  readonly from: { readonly id: string; readonly name: string };
  readonly to: { readonly id: string; readonly name: string };
  readonly mode: 'rail' | 'bus' | 'water';
  /** The operator's codespace, the beginning of all ids in its data. */
  readonly operator: string;
  readonly minutes: number;
  /** The price of an adult in hundredths. */
  readonly price: number;
}

const stops = {
  osloS: { id: 'NSR:StopPlace:59872', name: 'Oslo S' },
  bergen: { id: 'NSR:StopPlace:59983', name: 'Bergen stasjon' },
  trondheim: { id: 'NSR:StopPlace:59977', name: 'Trondheim S' },
  stavanger: { id: 'NSR:StopPlace:59712', name: 'Stavanger stasjon' },
  lillehammer: { id: 'NSR:StopPlace:59646', name: 'Lillehammer stasjon' },
  bodo: { id: 'NSR:StopPlace:59990', name: 'Bodø stasjon' },
  kristiansand: { id: 'NSR:StopPlace:59703', name: 'Kristiansand stasjon' },
  sogndal: { id: 'NSR:StopPlace:30860', name: 'Sogndal skysstasjon' },
  alta: { id: 'NSR:StopPlace:56697', name: 'Alta skysstasjon' },
  tromso: { id: 'NSR:StopPlace:56902', name: 'Tromsø Prostneset' },
  flam: { id: 'NSR:StopPlace:30711', name: 'Flåm kai' },
};

/** The routes of the seeded orders. */
export const routes: readonly SeededRoute[] = [
  { from: stops.osloS, to: stops.bergen, mode: 'rail', operator: 'VYG', minutes: 405, price: 94_600 },
  { from: stops.osloS, to: stops.trondheim, mode: 'rail', operator: 'SJN', minutes: 398, price: 89_900 },
  { from: stops.osloS, to: stops.stavanger, mode: 'rail', operator: 'GOA', minutes: 470, price: 104_900 },
  { from: stops.osloS, to: stops.lillehammer, mode: 'rail', operator: 'VYG', minutes: 128, price: 44_900 },
  { from: stops.trondheim, to: stops.bodo, mode: 'rail', operator: 'SJN', minutes: 580, price: 97_500 },
  { from: stops.kristiansand, to: stops.osloS, mode: 'rail', operator: 'GOA', minutes: 270, price: 72_300 },
  { from: stops.bergen, to: stops.sogndal, mode: 'bus', operator: 'NWY', minutes: 285, price: 61_250 },
  { from: stops.tromso, to: stops.alta, mode: 'bus', operator: 'SNE', minutes: 390, price: 68_000 },
  { from: stops.bergen, to: stops.flam, mode: 'water', operator: 'NOE', minutes: 330, price: 109_500 },
];

/** A product with its names. */
export interface SeededProduct {
  readonly local: string;
  readonly userType: string;
  /** How much of an adult's price it costs, in percent. */
  readonly percent: number;
  readonly name: readonly TextInLanguage[];
}

/** The fare products of the seeded orders: the adult's first, the group's last. */
export const products: readonly SeededProduct[] = [
  {
    local: 'Enkeltbillett',
    userType: 'ADULT',
    percent: 100,
    name: [
      { lang: 'nob', value: 'Enkeltbillett voksen' },
      { lang: 'nno', value: 'Enkeltbillett vaksen' },
      { lang: 'eng', value: 'Single ticket, adult' },
    ],
  },
  {
    local: 'EnkeltbillettBarn',
    userType: 'CHILD',
    percent: 50,
    name: [
      { lang: 'nob', value: 'Enkeltbillett barn' },
      { lang: 'nno', value: 'Enkeltbillett barn' },
      { lang: 'eng', value: 'Single ticket, child' },
      { lang: 'sme', value: 'Oktageardde bileahtta, mánná' },
    ],
  },
  {
    local: 'EnkeltbillettStudent',
    userType: 'STUDENT',
    percent: 75,
    name: [
      { lang: 'nob', value: 'Enkeltbillett student' },
      { lang: 'eng', value: 'Single ticket, student' },
    ],
  },
  {
    local: 'Gruppebillett',
    userType: 'GROUP',
    percent: 400,
    name: [
      { lang: 'nob', value: 'Gruppebillett, fem reisende' },
      { lang: 'nno', value: 'Gruppebillett, fem reisande' },
      { lang: 'eng', value: 'Group ticket, five travellers' },
    ],
  },
];
