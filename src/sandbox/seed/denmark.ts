import type { Address } from '../model/management.js';
import type { MerchantSeed } from './merchant-seed.js';

function at(line: string, postCode: string, city: string): Address {
  return { lines: [line], postCode, city, countryCode: 'DK' };
}

/** The merchants of Denmark. */
export const danishMerchants: readonly MerchantSeed[] = [
  {
    digits: '9911220',
    name: 'Bageriet Rugsol ApS',
    brand: 'Rugsol',
    firstMsn: 211902,
    address: at('Nørregade 27', '5000', 'Odense C'),
    postAddress: null,
    units: { counter: ['Nørregade', 'Havnen'], webshop: ['Kagebestilling'] },
  },
  {
    digits: '9913067',
    name: 'Skovduen Cykler ApS',
    brand: 'Skovduen',
    firstMsn: 268033,
    address: at('Ryesgade 8', '8000', 'Aarhus C'),
    postAddress: null,
    units: { counter: ['Butikken', 'Værkstedet'], backorder: ['Ladcykler'], webshop: ['Webshop'] },
  },
  {
    digits: '9914914',
    name: 'Museet for Fyr og Tåge',
    brand: 'Fyr og Tåge',
    firstMsn: 340615,
    address: { lines: ['Fyrvej 110', 'Nordre fløj'], postCode: '9990', city: 'Skagen', countryCode: 'DK' },
    postAddress: null,
    units: {
      counter: ['Billetsalg', 'Museumsbutik', 'Café'],
      subscription: ['Årskort'],
      early: ['Støt museet'],
      webshop: ['Skoletjenesten'],
    },
  },
  {
    digits: '9916761',
    name: 'Klitrosen Camping ApS',
    brand: 'Klitrosen',
    firstMsn: 530019,
    address: at('Klitvejen 200', '6960', 'Hvide Sande'),
    postAddress: { lines: ['Klitvejen 202'], postCode: '6960', city: 'Hvide Sande', countryCode: null },
    units: {
      webshop: ['Pladsbooking', 'Hytter'],
      counter: ['Receptionen', 'Minimarkedet'],
      bare: ['Vaskeriet'],
    },
  },
  {
    digits: '9918608',
    name: 'Solsikkens Køkken A/S',
    brand: 'Solsikkens Køkken',
    firstMsn: 744208,
    address: at('Vesterbrogade 61', '1620', 'København V'),
    postAddress: at('Postboks 712', '1503', 'København V'),
    units: {
      counter: ['Vesterbro', 'Østerbro', 'Amager', 'Valby', 'Frederiksberg', 'Roskilde'],
      webshop: ['Takeaway', 'Gavekort'],
      subscription: ['Måltidskasser'],
      login: ['Fordelsklub'],
    },
  },
  {
    digits: '9920455',
    name: 'Svaneøens Færgefart A/S',
    brand: 'Svaneøen',
    firstMsn: 1190330,
    address: at('Færgevej 2', '5960', 'Marstal'),
    postAddress: null,
    units: { webshop: ['Billetter'], counter: ['Havnekontoret', 'Cafeteriet'], subscription: ['Øbokort'] },
  },
  {
    digits: '9922302',
    name: 'Kaptajnens Kaffe ApS',
    brand: 'Kaptajnens Kaffe',
    firstMsn: 1366140,
    address: at('Havnegade 19', '6700', 'Esbjerg'),
    postAddress: null,
    units: { counter: ['Havnegade', 'Kaffevognen'], subscription: ['Kaffeabonnement'], webshop: ['Webshop'] },
  },
  {
    digits: '9924149',
    name: 'Grønne Gren Planteskole',
    brand: 'Grønne Gren',
    firstMsn: 1487021,
    address: at('Gartnervej 44', '4293', 'Dianalund'),
    postAddress: null,
    units: {
      counter: ['Planteskolen', 'Juletræer'],
      webshop: ['Webshop'],
      backorder: ['Frugttræer'],
      early: ['Foredrag'],
    },
  },
  {
    digits: '9925996',
    name: 'Nattergalens Boghandel ApS',
    brand: 'Nattergalen',
    firstMsn: 681400,
    address: at('Algade 70', '4000', 'Roskilde'),
    postAddress: null,
    units: {
      counter: ['Algade', 'Cafeen'],
      webshop: ['Webshop', 'Skolebøger'],
      subscription: ['Bogklubben'],
    },
    partner: 'other',
  },
];
