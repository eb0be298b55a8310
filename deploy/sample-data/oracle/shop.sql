-- Run once by the image as SYS, when its database is new.
ALTER SESSION SET CONTAINER = FREEPDB1;
ALTER SESSION SET CURRENT_SCHEMA = app;

CREATE TABLE customers (
  customer_no NUMBER(10)         GENERATED ALWAYS AS IDENTITY CONSTRAINT customers_pk PRIMARY KEY,
  first_name  VARCHAR2(60 CHAR)  NOT NULL,
  last_name   VARCHAR2(60 CHAR)  NOT NULL,
  email       VARCHAR2(254)      NOT NULL CONSTRAINT customers_email UNIQUE,
  newsletter  CHAR(1)            DEFAULT 'N' NOT NULL,
  created_at  TIMESTAMP(3) WITH TIME ZONE DEFAULT SYSTIMESTAMP NOT NULL
);
COMMENT ON TABLE customers IS 'People who bought something';
COMMENT ON COLUMN customers.email IS 'Where bills are sent';

CREATE TABLE orders (
  order_no    NUMBER(12)    CONSTRAINT orders_pk PRIMARY KEY,
  customer_no NUMBER(10)    NOT NULL CONSTRAINT orders_customer REFERENCES customers,
  placed_at   DATE          NOT NULL,
  status      VARCHAR2(10)  NOT NULL,
  total       NUMBER(12, 2) NOT NULL,
  tax         NUMBER        GENERATED ALWAYS AS (ROUND(total * 0.2, 2)) VIRTUAL,
  note        CLOB
);
COMMENT ON TABLE orders IS 'What was bought, one row an order';

CREATE VIEW open_orders AS
  SELECT o.order_no, c.email, o.total
  FROM orders o JOIN customers c ON c.customer_no = o.customer_no
  WHERE o.status IN ('placed', 'paid');

INSERT INTO customers (first_name, last_name, email) VALUES ('Ada', 'Lindqvist', 'ada@shop.example');
INSERT INTO customers (first_name, last_name, email) VALUES ('Björn', 'García', 'bjorn@shop.example');
INSERT INTO orders (order_no, customer_no, placed_at, status, total)
  SELECT 202600000 + LEVEL, 1 + MOD(LEVEL, 2), DATE '2026-01-01' + LEVEL,
         DECODE(MOD(LEVEL, 3), 0, 'placed', 1, 'paid', 'shipped'), 10 * LEVEL
  FROM dual CONNECT BY LEVEL <= 50;
COMMIT;
