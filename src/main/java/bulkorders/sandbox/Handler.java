package bulkorders.sandbox;

/** Answers the requests below one prefix of the path. */
@FunctionalInterface
interface Handler {

  Reply answer(Call call);
}
