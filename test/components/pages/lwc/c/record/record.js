import { LightningElement } from 'lwc';

// oxlint-disable-next-line import/no-default-export -- LWC's compiler wants it
export default class Record extends LightningElement {}
