{# Sum of fractions in fixed point, so that the order of the rows cannot change its last digit: a sum
   of doubles does so from run to run, along a window too. For terms below 1e13. #}
{% macro exact_sum(term) -%}
    sum(({{ term }})::decimal(38, 24))
{%- endmacro %}
