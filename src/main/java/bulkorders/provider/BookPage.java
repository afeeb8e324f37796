package bulkorders.provider;

import org.jspecify.annotations.Nullable;

/**
 * A page of one of the provider's lists; its entries went to the caller one by one.
 *
 * @param entries how many there were; none says that the list has ended
 * @param total how many the provider says there are on all pages, null when it does not say
 * @param fault what is wrong with the page, null when nothing is
 */
public record BookPage(int entries, @Nullable Long total, @Nullable String fault) {}
