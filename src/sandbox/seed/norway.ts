import type { Address } from '../model/management.js';
import { norwegianAccountNumber } from './check-digits.js';
import type { MerchantSeed } from './merchant-seed.js';

function at(line: string, postCode: string, city: string): Address {
  return { lines: [line], postCode, city, countryCode: 'NO' };
}

function account(digits: string) {
  return { scheme: 'BBAN:NO', id: norwegianAccountNumber(digits) };
}

/** The merchants of Norway. */
export const norwegianMerchants: readonly MerchantSeed[] = [
  {
    digits: '31120417',
    name: 'Måkeskrik Kaffebrenneri AS',
    brand: 'Måkeskrik',
    firstMsn: 204117,
    address: at('Sjøgata 14', '8006', 'Bodø'),
    postAddress: at('Postboks 118', '8001', 'Bodø'),
    units: {
      counter: ['Torget', 'Moloen', 'Stasjonen', 'Rådhuset'],
      webshop: ['Nettbutikk'],
      subscription: ['Bønneklubben'],
      login: ['Kundeklubb'],
    },
    inactive: ['Sommerbaren'],
    accounts: { Nettbutikk: account('9710042611') },
  },
  {
    digits: '31123139',
    name: 'Lysefloen Idrettslag',
    brand: 'Lysefloen IL',
    firstMsn: 220450,
    address: at('Idrettsveien 3', '4110', 'Forsand'),
    postAddress: null,
    units: {
      subscription: ['Medlemskap'],
      counter: ['Kiosken', 'Kamplodd'],
      early: ['Dugnad'],
      webshop: ['Cuper og turneringer'],
    },
  },
  {
    digits: '31125861',
    name: 'Fjordskyss Ferger AS',
    brand: 'Fjordskyss',
    firstMsn: 251308,
    address: { lines: ['Fergekaia 1', 'Inngang B'], postCode: '6300', city: 'Åndalsnes', countryCode: 'NO' },
    postAddress: at('Postboks 27', '6301', 'Åndalsnes'),
    units: {
      webshop: ['Billetter på nett', 'Bedriftskonto', 'Gavekort'],
      counter: ['Kaia Nord', 'Kaia Sør', 'Kafeen om bord', 'Kiosken om bord', 'Bilbilletter', 'Sykkelutleie'],
      subscription: ['Pendlerkort', 'Skyssabonnement'],
      login: ['Min side'],
    },
    inactive: ['Nattruta'],
    accounts: { Gavekort: account('9999117304') },
  },
  {
    digits: '31127222',
    name: 'Tindegg Sport AS',
    brand: 'Tindegg Sport',
    firstMsn: 302277,
    address: at('Grønnegata 60', '9008', 'Tromsø'),
    units: {
      counter: ['Tromsø', 'Harstad', 'Narvik', 'Alta', 'Verkstedet'],
      webshop: ['Nettbutikk'],
      backorder: ['Ski på bestilling'],
      bare: ['Utleie'],
    },
  },
  {
    digits: '31128583',
    name: 'Granbar Nettbutikk AS',
    brand: 'Granbar',
    firstMsn: 377020,
    address: null,
    postAddress: at('Postboks 4402', '2325', 'Hamar'),
    units: { webshop: ['Nettbutikk'], backorder: ['Møbler på bestilling'], early: ['Lagersalg'] },
  },
  {
    digits: '31129944',
    name: 'Vesle Bokhuset AS',
    brand: 'Vesle Bokhuset',
    firstMsn: 455801,
    address: at('Strandgata 9', '5900', 'Gulen'),
    postAddress: null,
    units: { counter: ['Butikken'], webshop: ['Nettbutikk'] },
  },
  {
    digits: '31131305',
    name: 'Saltskvett Badstue AS',
    brand: 'Saltskvett',
    firstMsn: 612044,
    address: at('Langkaia 2', '0150', 'Oslo'),
    postAddress: null,
    units: { webshop: ['Drop-in', 'Gavekort'], subscription: ['Medlem'], counter: ['Kiosken'] },
    neverUpdated: true,
  },
  {
    digits: '31134027',
    name: 'Stiftelsen Hvalbukta Museum',
    brand: 'Hvalbukta Museum',
    firstMsn: 1004512,
    address: at('Museumsveien 40', '3230', 'Sandefjord'),
    postAddress: { lines: [], postCode: '3201', city: 'Sandefjord', countryCode: 'NO' },
    units: { counter: ['Billettluka', 'Museumsbutikken'], early: ['Innsamling'] },
  },
  {
    digits: '31135388',
    name: 'Ripe & Røyk Mathall AS',
    brand: 'Ripe & Røyk',
    firstMsn: 1130077,
    address: at('Fjordgata 22', '7010', 'Trondheim'),
    postAddress: null,
    units: { counter: ['Fiskedisken', 'Ostedisken', 'Bakeriet', 'Baren'], webshop: ['Matkasser'] },
  },
  {
    digits: '31136749',
    name: 'Bjørkeløvet Blomster AS',
    brand: 'Bjørkeløvet',
    firstMsn: 1254006,
    address: at('Markens gate 31', '4611', 'Kristiansand S'),
    units: {
      counter: ['Markens', 'Lund', 'Vågsbygd', 'Grim', 'Randesund'],
      webshop: ['Blomsterbud'],
      subscription: ['Ukens bukett'],
      bare: ['Bryllup'],
    },
    inactive: ['Juleboden'],
  },
  {
    digits: '31138110',
    name: 'Steinrøysa Musikkfestival',
    brand: 'Steinrøysa',
    firstMsn: 1408123,
    address: { lines: [], postCode: null, city: 'Vang i Valdres', countryCode: 'NO' },
    postAddress: at('Postboks 6', '2975', 'Vang i Valdres'),
    units: {
      webshop: ['Festivalpass', 'Camping'],
      counter: ['Ølteltet', 'Matgata', 'Suvenirer'],
      login: ['Frivillige'],
      early: ['Shuttlebuss'],
    },
  },
  {
    digits: '31139471',
    name: 'Gammelbrua Antikvariat AS',
    brand: 'Gammelbrua',
    firstMsn: 388101,
    address: at('Brugata 5', '3044', 'Drammen'),
    postAddress: null,
    units: { counter: ['Butikken', 'Kjelleren'], webshop: ['Nettbutikk'], backorder: ['Innbinding'] },
    deactivated: true,
  },
  {
    digits: '31140832',
    name: 'Rosenkål Grønt AS',
    brand: 'Rosenkål',
    firstMsn: 467310,
    address: at('Gartneriveien 12', '1930', 'Aurskog'),
    postAddress: null,
    units: {
      counter: ['Gårdsbutikken', 'Torgboden', 'Kafeen'],
      subscription: ['Grønnsakskassen'],
      webshop: ['Nettbutikk', 'Gavekort'],
    },
    partner: 'other',
  },
];
