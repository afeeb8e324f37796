package bulkorders.provider;

import java.util.Collection;
import java.util.Set;

/**
 * The numbers that a provider has for sale, and those that it sold to the account.
 *
 * <p>All methods throw {@link ProviderUnavailableException} when the provider does not answer.
 */
public interface NumberSearch {

  /**
   * Searches numbers that are named. The provider sells a number by its name only when a recent
   * search has shown it, and this is one.
   *
   * @param wanted the numbers, with their countries
   * @return those of them that are for sale now, in E.164 form
   */
  Set<String> offered(Collection<GroupCriteria> wanted);

  /**
   * Asks which numbers the account has, or is about to get, however it came by them.
   *
   * @param phoneNumbers in E.164 form
   */
  Set<String> owned(Collection<String> phoneNumbers);
}
