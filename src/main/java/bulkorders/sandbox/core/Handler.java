package bulkorders.sandbox.core;

/** Answers the requests below one prefix of the path. */
@FunctionalInterface
public interface Handler {

  Reply answer(Call call);
}
