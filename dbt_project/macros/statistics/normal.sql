{# The standard normal distribution, from its upper tail at x >= 0: a rational function up to 4 (Hart
   1968, as in West 2005), further out Laplace's continued fraction (Abramowitz & Stegun 1964,
   26.2.14). Right to twelve digits of the tail itself, however small. The arguments are doubles. #}
{% macro normal_upper_tail(x) -%}
    {%- set numerator = [
        0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383,
        112.079291497871, 221.213596169931, 220.206867912376
    ] -%}
    {%- set denominator = [
        0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461,
        296.564248779674, 637.333633378831, 793.826512519948, 440.413735824752
    ] -%}
    exp(-{{ x }} * {{ x }} / 2) * case
        when {{ x }} < 4 then {{ polynomial(numerator, x) }} / {{ polynomial(denominator, x) }}
        else
            0.3989422804014327 / ({{ x }}
            {%- for term in range(1, 25) %} + {{ term }} / ({{ x }}{% endfor %}
            {%- for _ in range(25) %}){% endfor %}
    end
{%- endmacro %}

{% macro normal_cdf(z) -%}
    (case
        when {{ z }} < 0 then {{ normal_upper_tail("(-(" ~ z ~ "))") }}
        else 1 - {{ normal_upper_tail("(" ~ z ~ ")") }}
    end)
{%- endmacro %}

{% macro normal_two_sided_p(z) -%}
    (2 * {{ normal_upper_tail("abs(" ~ z ~ ")") }})
{%- endmacro %}

{# Quantiles of the probabilities in use: the ends of a 95 % interval, and 80 % power. #}
{% macro normal_quantile(probability) -%}
    {{ {0.8: 0.8416212335729143, 0.975: 1.959963984540054}[probability] }}
{%- endmacro %}
