package bulkorders.sandbox;

import java.util.UUID;

/**
 * Why a number is kept for an account.
 *
 * @param reservation the reservation that has it
 */
record Hold(String account, UUID reservation) {}
