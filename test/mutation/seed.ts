// Random numbers that are the same in every run: a mutant is either noticed or not.
import fc from 'fast-check';

fc.configureGlobal({ seed: 7 });
