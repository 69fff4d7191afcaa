// As Salesforce's Lightning Experience renders it: synthetic shadow.
import '@lwc/synthetic-shadow';
import './lwc-native.js';
