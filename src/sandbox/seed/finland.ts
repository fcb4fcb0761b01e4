import type { Address } from '../model/management.js';
import type { MerchantSeed } from './merchant-seed.js';

function at(line: string, postCode: string, city: string): Address {
  return { lines: [line], postCode, city, countryCode: 'FI' };
}

/** The merchants of Finland. */
export const finnishMerchants: readonly MerchantSeed[] = [
  {
    digits: '9910023',
    name: 'Hiidensaaren Pursiseura ry',
    brand: 'Hiidensaaren Pursiseura',
    firstMsn: 236774,
    address: at('Venesatamantie 5', '02320', 'Espoo'),
    postAddress: null,
    units: { subscription: ['Jäsenmaksut'] },
  },
  {
    digits: '9911756',
    name: 'Karhupuron Kahvila Oy',
    brand: 'Karhupuro',
    firstMsn: 285560,
    address: at('Koskikatu 12', '96200', 'Rovaniemi'),
    postAddress: null,
    units: { counter: ['Kahvila', 'Terassi'] },
  },
  {
    digits: '9913489',
    name: 'Revontulen Leipomot Oy',
    brand: 'Revontulen Leipomo',
    firstMsn: 411380,
    address: at('Kirkkokatu 34', '90100', 'Oulu'),
    postAddress: at('PL 81', '90101', 'Oulu'),
    units: {
      counter: ['Kirkkokatu', 'Kauppahalli', 'Tuira', 'Raksila', 'Kempele', 'Haukipudas'],
      webshop: ['Verkkokauppa', 'Juhlatilaukset'],
      bare: ['Kahviauto'],
    },
    tiedElsewhere: ['Myllytulli', 'Linnanmaa'],
  },
  {
    digits: '9915222',
    name: 'Kuusikorven Koirahoitola Tmi',
    brand: 'Kuusikorpi',
    firstMsn: 690255,
    address: at('Metsätie 88', '40800', 'Vaajakoski'),
    postAddress: null,
    units: { early: ['Koirahoitola'] },
  },
  {
    digits: '9916955',
    name: 'Tuulensuun Teatteri Oy',
    brand: 'Tuulensuun Teatteri',
    firstMsn: 1067409,
    address: at('Hämeenkatu 19', '33200', 'Tampere'),
    postAddress: null,
    units: {
      webshop: ['Liput', 'Lahjakortti'],
      counter: ['Lippukassa', 'Baari'],
      subscription: ['Kausikortti'],
      login: ['Kanta-asiakkaat'],
    },
  },
  {
    digits: '9918688',
    name: 'Sinisuon Saunalautat Oy',
    brand: 'Sinisuo',
    firstMsn: 1311250,
    address: at('Laivuritie 7', '70100', 'Kuopio'),
    postAddress: null,
    units: {
      webshop: ['Varaukset', 'Lahjakortti'],
      counter: ['Laituri', 'Kioski'],
      backorder: ['Lautat'],
      early: ['Talviuinti'],
    },
  },
  {
    digits: '9920421',
    name: 'Lumipolun Hiihtokoulu Oy',
    brand: 'Lumipolku',
    firstMsn: 1530998,
    address: null,
    postAddress: null,
    units: {
      webshop: ['Kurssit'],
      counter: ['Välinevuokraus', 'Rinnekahvila'],
      subscription: ['Kausikortti'],
    },
  },
  {
    digits: '9923887',
    name: 'Vanhan Myllyn Käsityöt Oy',
    brand: 'Vanha Mylly',
    firstMsn: 820140,
    address: at('Myllykuja 1', '10300', 'Karjaa'),
    postAddress: null,
    units: { counter: ['Puoti', 'Kahvio'], webshop: ['Verkkokauppa'] },
    partner: 'none',
  },
];
