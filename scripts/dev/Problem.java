/** What ends `make dev`, told in one line. */
class Problem extends RuntimeException {
  Problem(String line) {
    super(line);
  }
}
