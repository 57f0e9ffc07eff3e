import { itSimulates } from './simulation/it-simulates';

itSimulates();
