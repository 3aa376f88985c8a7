import { Keywords } from '../scan/keyword.ts';
import type { Scan } from '../scan/scan.ts';

/** Words behind which a number without a calling code is taken for one of a telephone. */
export const phoneWords = [
  'phone',
  'tel',
  'tél',
  'mobil',
  'mob',
  'cell',
  'call',
  'fax',
  'msisdn',
  'gsm',
  'whatsapp',
  'sms',
  'dial',
  'contact',
  'callback',
  'ring',
  'reach me',
  'reach us',
  'reach him',
  'reach her',
  'reach them',
  'reach at',
  'reachable at',
  'reachable on',
  'reachable under',
  'texted',
  'texting',
  'dialing',
  'dialling',
  'dialed',
  'dialled',
  'mobiel',
  'telef',
  'téléph',
  'telemóvel',
  'telemovel',
  'handy',
  'rufnummer',
  'portable',
  'movil',
  'móvil',
  'cellulare',
  'celular',
  'tlf',
  'komork',
  'komórk',
  'hotline',
  'телефон',
  '電話',
  '电话',
  '手机',
  '전화',
];
// contactId, SMS_COUNT: which one it is, or how many; call took, mobile app: what it did; /oauth/callback 200: part of a path.
const counted =
  /(?<=\/[\w.~%-]*)(?![\w ]{0,12}[:=])|[eE]?(?:[ _-]?(?:[nN]umber|NUMBER))?[ _-]?(?:[iI]ds?|[cC]ounts?|[tT]otal|[dD]uration|[sS]ize|[lL]ength|[mM]s|[sS]econds|[iI]ndex|took|app|build|ity|less|\/\d\d[A-Z]\d|Safari|(?:IDS?|COUNTS?|TOTAL|DURATION|SIZE|LENGTH|MS|SECONDS|INDEX)(?![A-Z]))(?![a-z])/;
// What a number is that has a keyword further in front: the phone book's size, rows of cells.
const noun =
  /(?:^|[^A-Za-z]|[a-z](?=[A-Z]))(?:[Ss]ize|[Dd]epth|[Ll]ength|[Cc]ount|[Tt]otal|[Tt]imeout|rows?|offset|index|port|users|bytes|pages|version|build|record|job|order|ticket|invoice|case|batch|event|task|drops|reached|synced|error|code|status|[mnu]s|[NM]s)["'\\\] :=#>]{1,6}(?:\s{1,24}int\()?$/;
const longestNoun = 40;

/** The words behind which a number may be one of a telephone. */
export const phoneKeywords = new Keywords(phoneWords, counted);

/** True when the word right in front of the number at `start` says what it counts or identifies, whatever is spoken of before. */
export function isCounted(scan: Scan, start: number): boolean {
  return noun.test(scan.text.slice(Math.max(0, start - longestNoun), start));
}
