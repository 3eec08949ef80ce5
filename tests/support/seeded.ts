import { seedProperties } from './share.ts';

seedProperties();
